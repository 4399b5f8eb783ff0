using System.Globalization;
using Google.Protobuf.Collections;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Samples;

namespace Telecom.Ingestion.Checking;

/// <summary>Columns of a latency table.</summary>
internal readonly struct LatencyColumns(LatencyTable table) : ISampleColumns<LatencyColumns>
{
    public LatencyTable Table { get; } = table;

    public Metric Metric => Metric.Latency;

    public RepeatedField<uint> Circuits => Table.Circuit;

    public RepeatedField<long> TimeDeltas => Table.TimeDeltaUs;

    public (int First, int Last) ValueCounts => (Table.LatencyUs.Count, Table.LatencyUs.Count);

    public SampleFault CheckValue(int row) => SampleRules.CheckLatency(Table.LatencyUs[row]);

    public string DescribeValue(int row) => string.Create(
        CultureInfo.InvariantCulture,
        $"latency_us is {Table.LatencyUs[row]:R}; allowed is finite, 0 to {(double)SampleRules.MaxLatencyUs:R}");

    public LatencyColumns NewTable() => new(new LatencyTable());

    public void AddValue(LatencyColumns source, int row) => Table.LatencyUs.Add(source.Table.LatencyUs[row]);
}
