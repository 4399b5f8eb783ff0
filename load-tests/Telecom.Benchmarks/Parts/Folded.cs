using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Servers;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Benchmarks.Parts;

/// <summary>Waits until measurement has counted what ingestion stored.</summary>
internal static class Folded
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Waits until all values of a spool epoch are counted, each once.</summary>
    /// <param name="set">The services.</param>
    /// <param name="agent">Resource name of the agent.</param>
    /// <param name="epoch">Spool epoch of the load.</param>
    /// <param name="values">Values sent.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="ReconciliationException">More or less was counted, or some came too late.</exception>
    public static async Task WaitAsync(ServiceSet set, string agent, ByteString epoch, ulong values, CancellationToken cancellationToken)
    {
        using GrpcChannel channel = GrpcChannel.ForAddress(set.Address(ServiceNames.Sla));
        var client = new SlaService.SlaServiceClient(channel);
        var headers = new Metadata { { "authorization", "Bearer " + set.AdminToken } };
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            (ulong folded, ulong late) = await CountAsync(client, headers, agent, epoch, cancellationToken);
            if (folded == values && late == 0)
            {
                return;
            }

            if (folded > values || late > 0 || TimeProvider.System.GetElapsedTime(start) > Limit)
            {
                throw new ReconciliationException(FormattableString.Invariant($"{values} values were sent, {folded} are counted and {late} came too late"));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<(ulong Folded, ulong Late)> CountAsync(
        SlaService.SlaServiceClient client, Metadata headers, string agent, ByteString epoch, CancellationToken cancellationToken)
    {
        ulong folded = 0;
        ulong late = 0;
        string page = "";
        do
        {
            ListFoldProgressResponse answer = await client.ListFoldProgressAsync(
                new ListFoldProgressRequest { Parent = agent, PageSize = 1000, PageToken = page }, headers, cancellationToken: cancellationToken);
            foreach (FoldProgress lane in answer.Lanes.Where(l => l.SpoolEpoch.Equals(epoch)))
            {
                folded += lane.FoldedSamples;
                late += lane.TooLateSamples;
            }

            page = answer.NextPageToken;
        }
        while (page.Length > 0);
        return (folded, late);
    }
}
