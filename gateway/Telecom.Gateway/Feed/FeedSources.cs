using System.Runtime.CompilerServices;
using Grpc.Core;
using Telecom.Gateway.Api;
using Telecom.Sla.V1;
using Telecom.Support.V1;

namespace Telecom.Gateway.Feed;

/// <summary>The feeds of the services behind the live feed.</summary>
/// <param name="clients">The services.</param>
internal sealed class FeedSources(BackendClients clients)
{
    /// <summary>Place of the feed of outages among the parts.</summary>
    public const int Outages = 0;

    /// <summary>Place of the feed of cases among the parts.</summary>
    public const int Cases = 1;

    /// <summary>The parts, by place.</summary>
    /// <param name="parent">Resource name of the customer, or "customers/-".</param>
    public FeedSource[] For(string parent) =>
    [
        new("outages", (after, options) => OutagesAsync(parent, after, options)),
        new("cases", (after, options) => CasesAsync(parent, after, options)),
    ];

    private async IAsyncEnumerable<FeedMessage> OutagesAsync(
        string parent, long after, CallOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new WatchOutageEventsRequest { Parent = parent, AfterPosition = after };
        using AsyncServerStreamingCall<WatchOutageEventsResponse> call = clients.Outages.WatchOutageEvents(request, options);
        await foreach (WatchOutageEventsResponse response in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            yield return new FeedMessage(response.Position, [.. response.Events.Select(one => new FeedEvent(one.Position, "outage", one.ToFeedModel()))]);
        }
    }

    private async IAsyncEnumerable<FeedMessage> CasesAsync(
        string parent, long after, CallOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new WatchCaseEventsRequest { Parent = parent, AfterPosition = after };
        using AsyncServerStreamingCall<WatchCaseEventsResponse> call = clients.Support.WatchCaseEvents(request, options);
        await foreach (WatchCaseEventsResponse response in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            yield return new FeedMessage(response.Position, [.. response.Events.Select(one => new FeedEvent(one.Position, "case", one.ToFeedModel()))]);
        }
    }
}
