using System.Globalization;
using Telecom.Hosting;

namespace Telecom.Sla.Status;

/// <summary>
/// Turns to compute, served in rotation by customer: while several customers wait, each has one turn after the other, however many
/// requests each of them has. Among its own requests the first comes first. Safe for several threads.
/// </summary>
/// <param name="turns">Turns that are taken at the same time, at least 1.</param>
/// <param name="mostWaiting">Most requests of one customer that wait.</param>
/// <param name="retry">When a request that found no room may come again.</param>
internal sealed class FairTurns(int turns, int mostWaiting, TimeSpan retry)
{
    /// <summary>Whose turns the provider's staff and services wait for: together as one customer does.</summary>
    public const string Provider = "provider";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly LinkedList<Line> _rotation = new();
    private int _free = turns;

    /// <summary>In whose line a caller waits.</summary>
    /// <param name="caller">The caller.</param>
    public static string HolderOf(Caller caller) => caller.Customer is { } customer ? $"customers/{customer}" : Provider;

    /// <summary>Number of requests that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _rotation.Sum(line => line.Waiters.Count);
            }
        }
    }

    /// <summary>Waits for a turn, which lasts until the result is disposed.</summary>
    /// <param name="holder">See <see cref="HolderOf"/>.</param>
    /// <param name="cancellationToken">Leaves the line.</param>
    /// <exception cref="RpcFailure">RESOURCE_EXHAUSTED: as many requests of this holder wait as may.</exception>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public async ValueTask<IDisposable> TakeAsync(string holder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Line line;
        LinkedListNode<TaskCompletionSource> place;
        lock (_lock)
        {
            // A free turn says that nobody waits: what comes back goes to who waits first.
            if (_free > 0)
            {
                _free--;
                return new Turn(this);
            }

            (line, place) = Join(holder);
        }

        await using CancellationTokenRegistration leaving = cancellationToken.Register(() => Leave(line, place, cancellationToken));
        await place.Value.Task;
        return new Turn(this);
    }

    private (Line Line, LinkedListNode<TaskCompletionSource> Place) Join(string holder)
    {
        if (!_lines.TryGetValue(holder, out Line? line))
        {
            line = new Line(holder);
            _lines[holder] = line;
            line.Place = _rotation.AddLast(line);
        }
        else if (line.Waiters.Count >= mostWaiting)
        {
            string value = mostWaiting.ToString(CultureInfo.InvariantCulture);
            const string Option = $"{StatusOptions.Section}:{nameof(StatusOptions.MaxWaitingPerCustomer)}";
            throw RpcFailure.QuotaExceeded(
                holder,
                $"{value} requests of {holder} wait for their turn already, which is the most ({Option}).",
                retry,
                new Dictionary<string, string> { ["limit"] = Option, ["value"] = value });
        }

        // The waiter goes on elsewhere, not in the thread, and under the lock, of who gives it the turn.
        return (line, line.Waiters.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
    }

    private void Leave(Line line, LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Null: it has its turn already and gives it back itself.
            if (place.List is null)
            {
                return;
            }

            line.Waiters.Remove(place);
            CloseWhenEmpty(line);
        }

        _ = place.Value.TrySetCanceled(cancellationToken);
    }

    /// <summary>Hands a turn that is over to the first of the customer whose turn it is; that customer is the last again.</summary>
    private void PassOn()
    {
        lock (_lock)
        {
            if (_rotation.First is not { Value: var line } first)
            {
                _free++;
                return;
            }

            LinkedListNode<TaskCompletionSource> next = line.Waiters.First!;
            line.Waiters.Remove(next);
            _rotation.Remove(first);
            _rotation.AddLast(first);
            CloseWhenEmpty(line);
            next.Value.SetResult();
        }
    }

    private void CloseWhenEmpty(Line line)
    {
        if (line.Waiters.Count == 0)
        {
            _rotation.Remove(line.Place!);
            _ = _lines.Remove(line.Holder);
        }
    }

    /// <summary>Who waits of one customer.</summary>
    private sealed class Line(string holder)
    {
        public string Holder { get; } = holder;

        public LinkedList<TaskCompletionSource> Waiters { get; } = new();

        public LinkedListNode<Line>? Place { get; set; }
    }

    private sealed class Turn(FairTurns turns) : IDisposable
    {
        private int _over;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _over, 1) == 0)
            {
                turns.PassOn();
            }
        }
    }
}
