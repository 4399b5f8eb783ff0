using System.Collections.Concurrent;
using Telecom.Gateway.Identity;

namespace Telecom.Gateway.Proxy;

/// <summary>The calls that are under way through the gateway: who may end them looks here.</summary>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Takes what goes wrong at the end of a call.</param>
internal sealed partial class LiveCalls(TimeProvider timeProvider, ILogger<LiveCalls> logger)
{
    private readonly ConcurrentDictionary<LiveCall, byte> _calls = new();

    /// <summary>How many there are.</summary>
    public int Count => _calls.Count;

    /// <summary>Those under way now; others may come and go while they are looked at.</summary>
    public IEnumerable<LiveCall> All => _calls.Select(entry => entry.Key);

    /// <summary>Notes a call; disposing it ends the note.</summary>
    /// <param name="context">The request, whose identity is settled.</param>
    public LiveCall Enter(HttpContext context)
    {
        CallerIdentity identity = context.Features.Get<CallerIdentity>()
            ?? throw new InvalidOperationException("The endpoint does not require an identity.");
        var call = new LiveCall(context, identity, this, timeProvider);
        _calls[call] = 0;
        return call;
    }

    /// <summary>Forgets a call.</summary>
    /// <param name="call">The call.</param>
    internal void Leave(LiveCall call) => _calls.TryRemove(call, out _);

    /// <summary>Notes that someone who waited for the end of a call failed when it came.</summary>
    /// <param name="call">The call.</param>
    /// <param name="exception">What was thrown.</param>
    internal void CouldNotTell(LiveCall call, AggregateException exception) => Log.CouldNotTell(logger, call.Path, exception);

    private static partial class Log
    {
        [LoggerMessage(5307, LogLevel.Error, "A call of {Path} is ended, and something that waited for its end failed")]
        public static partial void CouldNotTell(ILogger logger, string path, Exception exception);
    }
}
