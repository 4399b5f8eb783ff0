using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Sla.V1;

namespace Telecom.Support.Outages;

/// <summary>How far an outage goes: how many circuits of its subscription are down with it.</summary>
internal sealed class OutageExtent(OutageService.OutageServiceClient sla)
{
    /// <summary>Circuits of the subscription that are down, the outage's own included, and all of them.</summary>
    public async ValueTask<(int Down, int All)> OfAsync(CatalogSnapshot snapshot, OutageRecord outage, CancellationToken cancellationToken)
    {
        HashSet<string> circuits = [.. snapshot.Circuits.Where(circuit => circuit.Subscription == outage.Subscription).Select(circuit => circuit.Name), outage.Circuit];
        HashSet<string> down = new(StringComparer.Ordinal) { outage.Circuit };
        var request = new ListOutagesRequest
        {
            Parent = $"customers/{outage.Name.Split('/')[1]}",
            Touching = new TimeRange { StartUs = outage.Measured.StartUs, EndUs = Math.Max(outage.Measured.EndUs, outage.Measured.StartUs + 1) },
            PageSize = 1000,
        };
        do
        {
            ListOutagesResponse page = await sla.ListOutagesAsync(request, cancellationToken: cancellationToken);
            down.UnionWith(page.Outages.Where(found => found.Ongoing && !found.Withdrawn && circuits.Contains(found.Circuit)).Select(found => found.Circuit));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return (down.Count, circuits.Count);
    }
}
