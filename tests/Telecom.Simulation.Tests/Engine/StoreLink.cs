using Telecom.Storage;

namespace Telecom.Simulation.Tests.Engine;

/// <summary>
/// A process's way to a store. Requests of one connection arrive in order and so do answers, each after a delay; an answer may be lost, and
/// then the caller is told that the store is unavailable though it did what was asked. A caller that waits too long gives up and goes on by
/// another connection, while the first one may still deliver. What was under way when the process died may still arrive, too.
/// </summary>
internal sealed class StoreLink(EventLoop loop, SimProcess client, SimMachine machine)
{
    private const long PatienceUs = 4 * EventLoop.Second;

    private long _lastArrivalUs;
    private long _lastAnswerUs;
    private bool _severed;

    /// <summary>Called after each answer, in the process.</summary>
    public Action AfterAnswer { get; set; } = static () => { };

    /// <summary>The process died, and with it what it had not yet handed to the network.</summary>
    public void Sever() => _severed = true;

    public ValueTask<T> CallAsync<T>(Action<Action<T>> execute)
    {
        TaskCompletionSource<T> answer = new();
        _lastArrivalUs = Math.Max(_lastArrivalUs, loop.NowUs + DelayUs());
        loop.At(_lastArrivalUs, () => Arrive(execute, answer));
        if (_lastArrivalUs > loop.NowUs + PatienceUs)
        {
            loop.After(PatienceUs, () => client.Deliver(() =>
            {
                _lastArrivalUs = 0;
                _lastAnswerUs = 0;
                answer.TrySetException(Unavailable("no answer in time"));
                AfterAnswer();
            }));
        }

        return new ValueTask<T>(answer.Task);
    }

    public ValueTask<T> CallAsync<T>(Func<T> execute) => CallAsync<T>(answer => answer(execute()));

    private void Arrive<T>(Action<Action<T>> execute, TaskCompletionSource<T> answer)
    {
        if (_severed)
        {
            return;
        }

        if (!machine.Up || loop.Fault(40))
        {
            // Refused, or the request itself was lost: nothing was done.
            Answer(() => answer.TrySetException(Unavailable("refused")));
            return;
        }

        bool lost = loop.Fault(25);
        bool answered = false;
        execute(value =>
        {
            answered = true;
            Answer(() =>
            {
                if (lost)
                {
                    answer.TrySetException(Unavailable("no answer in time"));
                }
                else
                {
                    answer.TrySetResult(value);
                }
            });
        });
        if (!answered)
        {
            machine.OnCrash(() => Answer(() => answer.TrySetException(Unavailable("the connection broke"))));
        }
    }

    private void Answer(Action set)
    {
        _lastAnswerUs = Math.Max(_lastAnswerUs, loop.NowUs + DelayUs());
        loop.At(_lastAnswerUs, () => client.Deliver(() =>
        {
            set();
            AfterAnswer();
        }));
    }

    private long DelayUs() => loop.Fault(600) ? loop.Between(PatienceUs, 30 * EventLoop.Second) : loop.Fault(50) ? loop.Between(100_000, 3 * EventLoop.Second) : loop.Between(100, 20_000);

    private StoreUnavailableException Unavailable(string why) => new(why, TimeSpan.FromMilliseconds(loop.Random.Next(50, 2_000)));
}
