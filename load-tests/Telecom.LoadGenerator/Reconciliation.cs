using Telecom.Hosting;
using Telecom.Ingestion.V1;
using Telecom.Sla.V1;

namespace Telecom.LoadGenerator;

/// <summary>What the suite says it stored and counted of the lanes of one agent.</summary>
/// <param name="StoredBatches">Sum of the lanes' durable sequence numbers.</param>
/// <param name="StoredSamples">Samples in the log.</param>
/// <param name="RefusedSamples">Samples refused.</param>
/// <param name="FoldedSamples">Samples counted in measurement cells.</param>
public sealed record Reconciliation(ulong StoredBatches, ulong StoredSamples, ulong RefusedSamples, ulong FoldedSamples)
{
    /// <summary>Reads both services until everything stored is counted, or the time is up.</summary>
    public static async Task<Reconciliation> ReadAsync(
        GatewayChannel admin, string agent, ulong expectedSamples, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        var ingestion = new IngestionService.IngestionServiceClient(admin.Invoker);
        var sla = new SlaService.SlaServiceClient(admin.Invoker);
        long start = time.GetTimestamp();
        Reconciliation? before = null;
        while (true)
        {
            ListProducersResponse producers = await ingestion.ListProducersAsync(
                new ListProducersRequest { Parent = agent, PageSize = 1000 }, cancellationToken: cancellationToken);
            ListFoldProgressResponse progress = await sla.ListFoldProgressAsync(
                new ListFoldProgressRequest { Parent = agent, PageSize = 1000 }, cancellationToken: cancellationToken);
            var now = new Reconciliation(
                Sum(producers.Producers, p => p.DurableSequence),
                Sum(producers.Producers, p => p.StoredSamples),
                Sum(producers.Producers, p => p.RefusedSamples),
                Sum(progress.Lanes, l => l.FoldedSamples));

            // Two equal readings at the end: something that is counted twice would still move after the first.
            if ((now == before && now.FoldedSamples >= expectedSamples) || time.GetElapsedTime(start) > atMost)
            {
                return now;
            }

            before = now;

            await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
        }
    }

    private static ulong Sum<T>(IEnumerable<T> items, Func<T, ulong> value) => items.Aggregate(0UL, (sum, item) => sum + value(item));
}
