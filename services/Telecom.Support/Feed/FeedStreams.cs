using Grpc.Core;
using Microsoft.Extensions.Options;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Feed;

/// <summary>Serves the feed as streams: what there is, then what comes, with a sign of life in between.</summary>
internal sealed class FeedStreams(ICaseFeed feed, CaseBook book, IDrain drain, IOptions<SupportOptions> options, TimeProvider timeProvider)
{
    private const int EventsPerRead = 500;

    /// <summary>Sends the feed until the caller ends it or the service goes away.</summary>
    /// <param name="customer">Id of the customer; null for all.</param>
    /// <param name="request">From where, and which types.</param>
    /// <param name="includeInternal">True when the caller may see what is the provider's alone.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">The call's end.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT; UNAVAILABLE when the service goes away.</exception>
    public async Task SendAsync(
        string? customer, WatchCaseEventsRequest request, bool includeInternal, IServerStreamWriter<WatchCaseEventsResponse> stream, CancellationToken cancellationToken)
    {
        HashSet<string> types = Types(request);
        await book.CatchUpAsync(cancellationToken);
        long position = request.AfterPosition < 0 ? feed.Position : request.AfterPosition;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Token);

        // The first message says where the feed begins, so that a caller that asked for "from now on" can resume.
        await stream.WriteAsync(new WatchCaseEventsResponse { Position = position }, cancellationToken);
        long sent = timeProvider.GetTimestamp();
        while (!ends.IsCancellationRequested)
        {
            FeedPage page = await feed.ReadAsync(customer, position, EventsPerRead, includeInternal, cancellationToken);
            CaseEvent[] wanted = [.. page.Events.Where(found => types.Count == 0 || types.Contains(found.Type))];
            int left = wanted.Length;
            foreach (IReadOnlyList<CaseEvent> part in MessageSize.Split(wanted))
            {
                // The last one takes the caller on, over events that it does not see.
                left -= part.Count;
                var message = new WatchCaseEventsResponse { Position = left > 0 ? part[^1].Position : page.Position, Events = { part } };
                await stream.WriteAsync(message, cancellationToken);
                sent = timeProvider.GetTimestamp();
            }

            position = page.Position;

            // Also while others' events keep coming, of which this caller sees none.
            if (timeProvider.GetElapsedTime(sent) >= options.Value.FeedHeartbeat)
            {
                await stream.WriteAsync(new WatchCaseEventsResponse { Position = position }, cancellationToken);
                sent = timeProvider.GetTimestamp();
            }

            if (page.AtEnd)
            {
                await WaitAsync(position, options.Value.FeedHeartbeat - timeProvider.GetElapsedTime(sent), ends.Token);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw RpcFailure.Unavailable(ErrorReason.Draining, "The service is going away; resume from the last position.", options.Value.RetryAfter);
    }

    private async Task WaitAsync(long position, TimeSpan atMost, CancellationToken ends)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(ends);
        try
        {
            await feed.WaitBeyondAsync(position, wait.Token).WaitAsync(atMost > TimeSpan.Zero ? atMost : TimeSpan.Zero, timeProvider, ends);
        }
        catch (TimeoutException)
        {
            // A sign of life is due.
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The stream ends.
        }
        finally
        {
            // Nothing is left waiting: in a quiet store each sign of life would add to what waits for the next event.
            await wait.CancelAsync();
        }
    }

    private static HashSet<string> Types(WatchCaseEventsRequest request)
    {
        string[] unknown = [.. request.Types_.Except(CaseSteps.FeedTypes)];
        List<FieldViolation> violations = [.. unknown.Select(type => new FieldViolation("types", $"\"{Fields.Shown(type)}\" is none of {string.Join(", ", CaseSteps.FeedTypes)}", "NO_SUCH_TYPE"))];
        if (request.AfterPosition < -1)
        {
            violations.Add(new FieldViolation("after_position", $"{request.AfterPosition} is not a position, 0 for the beginning or -1 for now", "OUT_OF_RANGE"));
        }

        return violations.Count > 0 ? throw RpcFailure.Invalid(violations) : [.. request.Types_];
    }
}
