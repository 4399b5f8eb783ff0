using Grpc.Core;
using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Sla.Domain.Time;
using Telecom.Storage.Events;
using Telecom.Support.V1;

namespace Telecom.Sla.Outages;

/// <summary>Follows the feed of cases from the position that is in this service's own store.</summary>
internal sealed class SupportFollower(
    SupportService.SupportServiceClient support, CaseEventTaker taker, FactStore facts, IOptions<OutageOptions> options, TimeProvider time, ILogger<SupportFollower> logger)
    : FeedFollower<WatchCaseEventsResponse>(
        new FeedFollowerLimits(options.Value.PositionInterval, options.Value.FollowRetry, options.Value.FollowSilence), time, logger)
{
    private readonly TimeProvider _time = time;

    /// <inheritdoc/>
    protected override string Feed => "cases";

    /// <inheritdoc/>
    protected override ValueTask<long> ReadPositionAsync(CancellationToken cancellationToken) => ValueTask.FromResult(facts.Book.Follower.Position);

    /// <inheritdoc/>
    protected override async ValueTask WritePositionAsync(long position, CancellationToken cancellationToken)
    {
        (long known, long version) = facts.Book.Follower;
        if (position > known)
        {
            NewEvent moved = new(
                FormattableString.Invariant($"at/{position}"), FollowedTo.Type, FactCodec.Write(new FollowedTo(position)), UtcInstant.From(_time.GetUtcNow()).Microseconds);
            _ = await facts.AppendAsync(FactStreams.SupportFollower, version, [moved], cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override AsyncServerStreamingCall<WatchCaseEventsResponse> Open(long afterPosition, CancellationToken cancellationToken) => support.WatchCaseEvents(
        new WatchCaseEventsRequest { Parent = "customers/-", AfterPosition = afterPosition, Types_ = { CaseEventTaker.Opened, CaseEventTaker.Linked } },
        cancellationToken: cancellationToken);

    /// <inheritdoc/>
    protected override bool HasNews(WatchCaseEventsResponse message) => message.Events.Count > 0;

    /// <inheritdoc/>
    protected override async ValueTask<long> TakeAsync(WatchCaseEventsResponse message, CancellationToken cancellationToken)
    {
        foreach (CaseEvent one in message.Events)
        {
            await taker.TakeAsync(one, cancellationToken);
        }

        return message.Position;
    }
}
