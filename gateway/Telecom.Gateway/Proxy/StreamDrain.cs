using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Proxy;

/// <summary>
/// Ends the streams when the gateway goes away. The server refuses new connections by then and has said GOAWAY on those that it has; calls
/// of one request and one response end by themselves, and streams would hold the gateway until its time is over and they are cut.
/// </summary>
internal sealed partial class StreamDrain(
    LiveCalls calls,
    IDrain drain,
    IOptions<StreamDrainOptions> options,
    IOptions<DrainOptions> whole,
    TimeProvider timeProvider,
    ILogger<StreamDrain> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stopped = new();
    private CancellationTokenRegistration _begin;
    private Task _ending = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _begin = drain.Token.Register(() => _ending = Task.Run(EndAsync, CancellationToken.None));
        return Task.CompletedTask;
    }

    /// <summary>Comes after the server has stopped: no call is left, or its time is over.</summary>
    /// <param name="cancellationToken">Not needed.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopped.CancelAsync();
        await _ending;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _begin.Dispose();
        _stopped.Dispose();
    }

    private LiveCall[] Streams() => [.. calls.All.Where(call => call.Ending is null && !Backends.IsUnary(call.Path)).OrderBy(call => call.StartedAt)];

    private async Task EndAsync()
    {
        int count = Streams().Length;
        TimeSpan spread = SpreadOf(count);
        Log.Ending(logger, count, spread);
        long start = timeProvider.GetTimestamp();
        int ended = 0;
        while (!_stopped.IsCancellationRequested)
        {
            double share = spread == TimeSpan.Zero ? 1 : timeProvider.GetElapsedTime(start) / spread;

            // What still comes in at the end is ended at once.
            int due = share >= 1 ? int.MaxValue : (int)(count * share) - ended;
            if (due > 0)
            {
                ended += Streams().Take(due).Count(call => call.End(DrainFailure.Create()));
            }

            await Task.Delay(Tick, timeProvider, _stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan SpreadOf(int count)
    {
        TimeSpan most = (whole.Value.Timeout - whole.Value.Delay) / 2;
        return new[] { options.Value.Spread, most, LongestGap * count }.Min();
    }

    private static partial class Log
    {
        [LoggerMessage(5306, LogLevel.Information, "Ending {Count} streams over {Spread}")]
        public static partial void Ending(ILogger logger, int count, TimeSpan spread);
    }
}
