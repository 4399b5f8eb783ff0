using Telecom.Common.V1;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Samples;

namespace Telecom.Ingestion.Checking;

/// <summary>Checks the tables of one batch, row by row.</summary>
internal sealed class TableChecker
{
    /// <summary>
    /// Below this a base time and the instants that are accepted differ by less than 64 bits hold, whatever is left out between them.
    /// </summary>
    private const long OrdinaryBase = 1L << 62;

    private readonly HandleTable _handles;
    private readonly RefusalList _refusals;
    private readonly long _sentBaseUs;
    private readonly long _nowUs;
    private readonly long _maxFutureUs;
    private readonly List<CircuitHandle> _circuits = [];

    public TableChecker(HandleTable handles, RefusalList refusals, long baseTimeUs, long nowUs, long maxFutureUs)
    {
        _handles = handles;
        _refusals = refusals;
        _sentBaseUs = baseTimeUs;
        _nowUs = nowUs;
        _maxFutureUs = maxFutureUs;
        BaseTimeUs = baseTimeUs is > -OrdinaryBase and < OrdinaryBase ? baseTimeUs : 0;
    }

    /// <summary>What the first time deltas of the accepted tables count from: as sent, or the epoch for a base that is no time at all.</summary>
    public long BaseTimeUs { get; }

    /// <summary>The handles of the samples accepted so far.</summary>
    public IReadOnlyList<CircuitHandle> Circuits => _circuits;

    /// <summary>Checks a table.</summary>
    /// <returns>Columns of the accepted rows, those of the table itself when that is all of them; null when there is none.</returns>
    public TColumns? Accept<TColumns>(TColumns columns)
        where TColumns : struct, ISampleColumns<TColumns>
    {
        int rows = columns.Circuits.Count;
        (int first, int last) = columns.ValueCounts;
        if (columns.TimeDeltas.Count != rows || first != rows || last != rows)
        {
            RefuseTable(columns);
            return null;
        }

        bool[]? refused = null;
        int accepted = 0;
        Int128 time = _sentBaseUs;
        for (int row = 0; row < rows; row++)
        {
            // Exact: a sum that left 64 bits must not come back as another, plausible instant.
            time += columns.TimeDeltas[row];
            if (Judge(columns, row, Clamp(time)) == RefusalReason.Unspecified)
            {
                accepted++;
            }
            else
            {
                (refused ??= new bool[rows])[row] = true;
            }
        }

        if (accepted == 0)
        {
            return null;
        }

        return accepted == rows && BaseTimeUs == _sentBaseUs ? columns : Copy(columns, refused);
    }

    /// <summary>Checks the table of distributions.</summary>
    /// <returns>The accepted rows; null when there is none.</returns>
    public DistributionTable? Accept(DistributionTable table) => DistributionChecker.Accept(
        table,
        _handles,
        _sentBaseUs,
        BaseTimeUs,
        _nowUs,
        _maxFutureUs,
        _circuits,
        (row, metric, reason, detail) => _refusals.Add(metric, row, reason, detail, distribution: true));

    private RefusalReason Judge<TColumns>(TColumns columns, int row, long instantUs)
        where TColumns : struct, ISampleColumns<TColumns>
    {
        DeclaredCircuit? circuit = _handles.Find(columns.Circuits[row]);
        if (circuit is not { Standing: CircuitStanding.Known })
        {
            return RefuseCircuit(columns.Metric, row, columns.Circuits[row], circuit);
        }

        SampleFault fault = SampleRules.CheckInstant(instantUs, _nowUs, _maxFutureUs);
        if (fault != SampleFault.None)
        {
            return RefuseInstant(columns.Metric, row, instantUs, fault);
        }

        fault = columns.CheckValue(row);
        if (fault != SampleFault.None)
        {
            return RefuseValue(columns, row, fault);
        }

        if (circuit.LastUse != _handles.Uses)
        {
            circuit.LastUse = _handles.Uses;
            _circuits.Add(circuit.Declaration);
        }

        return RefusalReason.Unspecified;
    }

    private RefusalReason RefuseCircuit(Metric metric, int row, uint handle, DeclaredCircuit? circuit)
    {
        (RefusalReason reason, Func<string> detail) = circuit?.Standing switch
        {
            CircuitStanding.Unknown => (RefusalReason.UnknownCircuit, () => RefusalText.UnknownCircuit(circuit.Name)),
            CircuitStanding.Crowded => (RefusalReason.TooManySeries, () => circuit.Crowded ?? ""),
            CircuitStanding.Foreign => (RefusalReason.ForeignCircuit, () => RefusalText.ForeignCircuit(circuit.Name)),
            CircuitStanding.Unusable => (RefusalReason.BadHandle, () => RefusalText.UnusableHandle(handle)),
            _ => (RefusalReason.UnknownHandle, (Func<string>)(() => RefusalText.UndeclaredHandle(handle))),
        };
        return Refuse(metric, row, reason, detail);
    }

    private RefusalReason RefuseInstant(Metric metric, int row, long instantUs, SampleFault fault) => Refuse(
        metric,
        row,
        RefusalReasons.Of(fault),
        () => fault == SampleFault.TimeInFuture
            ? RefusalText.TimeInFuture(instantUs, _nowUs + _maxFutureUs)
            : RefusalText.TimeOutOfRange(instantUs, SampleRules.EarliestInstantUs));

    private RefusalReason RefuseValue<TColumns>(TColumns columns, int row, SampleFault fault)
        where TColumns : struct, ISampleColumns<TColumns> =>
        Refuse(columns.Metric, row, RefusalReasons.Of(fault), () => columns.DescribeValue(row));

    private void RefuseTable<TColumns>(TColumns columns)
        where TColumns : struct, ISampleColumns<TColumns>
    {
        (int first, int last) = columns.ValueCounts;
        int[] lengths = [columns.Circuits.Count, columns.TimeDeltas.Count, first, last];
        for (int row = 0; row < lengths.Max(); row++)
        {
            Refuse(columns.Metric, row, RefusalReason.ColumnsDiffer, () => RefusalText.ColumnsDiffer(string.Join(", ", lengths)));
        }
    }

    private RefusalReason Refuse(Metric metric, int row, RefusalReason reason, Func<string> detail)
    {
        if (!_refusals.TryAdd(metric, row, reason))
        {
            _refusals.Add(metric, row, reason, detail());
        }

        return reason;
    }

    /// <summary>Copies the rows that are not refused; time deltas count from the accepted row before.</summary>
    private TColumns Copy<TColumns>(TColumns columns, bool[]? refused)
        where TColumns : struct, ISampleColumns<TColumns>
    {
        TColumns copy = columns.NewTable();
        Int128 time = _sentBaseUs;
        Int128 before = BaseTimeUs;
        for (int row = 0; row < columns.Circuits.Count; row++)
        {
            time += columns.TimeDeltas[row];
            if (refused is null || !refused[row])
            {
                copy.Circuits.Add(columns.Circuits[row]);
                copy.TimeDeltas.Add((long)(time - before));
                copy.AddValue(columns, row);
                before = time;
            }
        }

        return copy;
    }

    private static long Clamp(Int128 time) => time > long.MaxValue ? long.MaxValue : time < long.MinValue ? long.MinValue : (long)time;
}
