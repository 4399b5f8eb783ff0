using Grpc.Core;
using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Support.Outages;

/// <summary>Follows the outages that the Sla service records. It writes cases here; nothing goes back by this way.</summary>
internal sealed class OutageFollower(
    OutageService.OutageServiceClient sla,
    OutageCases cases,
    FollowerPosition position,
    IOptions<OutagePolicyOptions> options,
    TimeProvider timeProvider,
    ILogger<OutageFollower> logger)
    : FeedFollower<WatchOutageEventsResponse>(
        new FeedFollowerLimits(options.Value.PositionInterval, options.Value.FollowRetry, options.Value.FollowSilence), timeProvider, logger)
{
    /// <inheritdoc/>
    protected override string Feed => "outages";

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options.Value.Follow ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    /// <inheritdoc/>
    protected override ValueTask<long> ReadPositionAsync(CancellationToken cancellationToken) => position.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    protected override ValueTask WritePositionAsync(long reached, CancellationToken cancellationToken) => position.WriteAsync(reached, cancellationToken);

    /// <inheritdoc/>
    protected override AsyncServerStreamingCall<WatchOutageEventsResponse> Open(long afterPosition, CancellationToken cancellationToken) =>
        sla.WatchOutageEvents(new WatchOutageEventsRequest { Parent = "customers/-", AfterPosition = afterPosition }, cancellationToken: cancellationToken);

    /// <inheritdoc/>
    protected override bool HasNews(WatchOutageEventsResponse message) => message.Events.Count > 0;

    /// <inheritdoc/>
    protected override async ValueTask<long> TakeAsync(WatchOutageEventsResponse message, CancellationToken cancellationToken)
    {
        foreach (OutageEvent one in message.Events)
        {
            await cases.TakeAsync(one, cancellationToken);
        }

        return message.Position;
    }
}
