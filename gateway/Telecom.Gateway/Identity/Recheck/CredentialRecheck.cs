using Microsoft.Extensions.Options;
using Telecom.Common.V1;
using Telecom.Gateway.Identity.Credentials;
using Telecom.Gateway.Proxy;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity.Recheck;

/// <summary>
/// Checks the credentials of calls that are under way again, one question for each credential, and ends the calls of those that are no
/// longer good: streams live for days, and a revoked agent must not. While nobody can say, calls go on, though not for ever.
/// </summary>
internal sealed partial class CredentialRecheck(
    LiveCalls calls, IOptions<GatewayIdentityOptions> options, GatewayMetrics metrics, TimeProvider timeProvider, ILogger<CredentialRecheck> logger)
    : BackgroundService
{
    /// <summary>When each credential was found to be good, timestamps of the clock; of the calls of the last round alone.</summary>
    private Dictionary<Credential, long> _goodAt = [];

    /// <summary>Looks at every call once.</summary>
    /// <param name="cancellationToken">Ends the waits.</param>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var round = new RecheckRound(options.Value.MaxConcurrentChecks, timeProvider, logger);
        IGrouping<Credential, LiveCall>[] groups = [.. calls.All.Where(call => call.Ending is null).GroupBy(call => call.Identity.Credential)];
        CredentialStanding[] standings = await round.AskAsync([.. groups.Select(group => group.Key)], cancellationToken);
        var goodAt = new Dictionary<Credential, long>();
        for (int i = 0; i < groups.Length; i++)
        {
            Credential credential = groups[i].Key;

            // Where it was never asked again, the first of its calls says when it was good.
            long before = _goodAt.TryGetValue(credential, out long known) ? known : groups[i].Min(call => call.StartedAt);
            goodAt[credential] = standings[i] == CredentialStanding.Good ? timeProvider.GetTimestamp() : before;
            Judge(credential, standings[i], goodAt[credential], groups[i]);
        }

        _goodAt = goodAt;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(options.Value.RecheckInterval, timeProvider);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await RunOnceAsync(stoppingToken);
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    // It would stop the gateway with everything that goes through it; the next round comes soon.
                    Log.Failed(logger, exception);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops; its calls end otherwise.
        }
    }

    private void Judge(Credential credential, CredentialStanding standing, long goodAt, IEnumerable<LiveCall> of)
    {
        metrics.CredentialRechecked(standing);
        if (standing == CredentialStanding.Refused)
        {
            int ended = of.Count(call => call.End(RpcFailure.Unauthenticated("The credential that this call began with is no longer valid.")));
            Log.CutOff(logger, credential, ended);
        }
        else if (standing == CredentialStanding.Unknown && timeProvider.GetElapsedTime(goodAt) >= options.Value.MaxUnchecked)
        {
            int ended = of.Count(call => call.End(RpcFailure.Unavailable(
                ErrorReason.DependencyUnavailable,
                $"The credential of this call could not be checked for {options.Value.MaxUnchecked}: the catalogue does not answer.",
                options.Value.RetryAfter)));
            Log.Unchecked(logger, credential, options.Value.MaxUnchecked, ended);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5231, LogLevel.Warning, "{Credential} is no longer valid: {Calls} calls ended")]
        public static partial void CutOff(ILogger logger, Credential credential, int calls);

        [LoggerMessage(5232, LogLevel.Warning, "{Credential} could not be checked for {Limit}: {Calls} calls ended")]
        public static partial void Unchecked(ILogger logger, Credential credential, TimeSpan limit, int calls);

        [LoggerMessage(5234, LogLevel.Error, "The credentials of the calls under way could not be checked in this round")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
