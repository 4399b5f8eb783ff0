using Telecom.Ingestion.V1;

namespace Telecom.Suite.Import;

/// <summary>A batch, and the lines that its rows come from.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="LatencyLines">Line of each row of its latency table.</param>
/// <param name="ThroughputLines">Line of each row of its throughput table.</param>
/// <param name="LossLines">Line of each row of its loss table.</param>
/// <param name="Rows">Rows of the file.</param>
internal sealed record ImportBatch(
    SampleBatch Batch, IReadOnlyList<long> LatencyLines, IReadOnlyList<long> ThroughputLines, IReadOnlyList<long> LossLines, int Rows)
{
    /// <summary>Rows of the file in one batch. Part of what an import is: another number would number its batches differently.</summary>
    public const int MaxRows = 500;

    /// <summary>
    /// Cuts rows into batches, numbered from 1. A circuit has the same handle in all of them, and each declares those that it uses, so that
    /// a stream may begin with any of them.
    /// </summary>
    public static IEnumerable<ImportBatch> Cut(IEnumerable<ImportRow> rows)
    {
        ulong sequence = 0;
        Dictionary<string, uint> handles = new(StringComparer.Ordinal);
        foreach (ImportRow[] chunk in rows.Chunk(MaxRows))
        {
            yield return Of(++sequence, chunk, handles);
        }
    }

    private static ImportBatch Of(ulong sequence, ImportRow[] rows, Dictionary<string, uint> handles)
    {
        SampleBatch batch = new() { Sequence = sequence, BaseTimeUs = rows[0].TimeUs };
        List<long>[] lines = [[], [], []];
        HashSet<uint> declared = [];
        long[] last = [batch.BaseTimeUs, batch.BaseTimeUs, batch.BaseTimeUs];
        foreach (ImportRow row in rows)
        {
            if (!handles.TryGetValue(row.Circuit, out uint handle))
            {
                handles[row.Circuit] = handle = (uint)handles.Count + 1;
            }

            if (declared.Add(handle))
            {
                batch.Circuits.Add(new CircuitHandle { Handle = handle, Circuit = row.Circuit });
            }

            if (row.LatencyUs is { } latency)
            {
                LatencyTable table = batch.Latency ??= new LatencyTable();
                table.Circuit.Add(handle);
                table.TimeDeltaUs.Add(Step(0, row));
                table.LatencyUs.Add(latency);
            }

            if (row.ThroughputBps is { } throughput)
            {
                ThroughputTable table = batch.Throughput ??= new ThroughputTable();
                table.Circuit.Add(handle);
                table.TimeDeltaUs.Add(Step(1, row));
                table.ThroughputBps.Add(throughput);
            }

            if (row.Loss is { } loss)
            {
                LossTable table = batch.Loss ??= new LossTable();
                table.Circuit.Add(handle);
                table.TimeDeltaUs.Add(Step(2, row));
                table.Sent.Add(loss.Sent);
                table.Lost.Add(loss.Lost);
            }
        }

        return new ImportBatch(batch, lines[0], lines[1], lines[2], rows.Length);

        long Step(int table, ImportRow row)
        {
            lines[table].Add(row.Line);
            long delta = row.TimeUs - last[table];
            last[table] = row.TimeUs;
            return delta;
        }
    }

    /// <summary>The lines that a refusal is about.</summary>
    public IEnumerable<long> LinesOf(Refusal refusal)
    {
        IReadOnlyList<long> lines = refusal.Metric switch
        {
            Common.V1.Metric.Latency => LatencyLines,
            Common.V1.Metric.Throughput => ThroughputLines,
            Common.V1.Metric.Loss => LossLines,
            _ => [],
        };
        return refusal.Rows.Where(row => row < lines.Count).Select(row => lines[(int)row]);
    }
}
