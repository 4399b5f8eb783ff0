using System.Globalization;
using Google.Protobuf.Collections;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Samples;

namespace Telecom.Ingestion.Checking;

/// <summary>Columns of a throughput table.</summary>
internal readonly struct ThroughputColumns(ThroughputTable table) : ISampleColumns<ThroughputColumns>
{
    public ThroughputTable Table { get; } = table;

    public Metric Metric => Metric.Throughput;

    public RepeatedField<uint> Circuits => Table.Circuit;

    public RepeatedField<long> TimeDeltas => Table.TimeDeltaUs;

    public (int First, int Last) ValueCounts => (Table.ThroughputBps.Count, Table.ThroughputBps.Count);

    public SampleFault CheckValue(int row) => SampleRules.CheckThroughput(Table.ThroughputBps[row]);

    public string DescribeValue(int row) => string.Create(
        CultureInfo.InvariantCulture,
        $"throughput_bps is {Table.ThroughputBps[row]:R}; allowed is finite, 0 to {SampleRules.MaxThroughputBps:R}");

    public ThroughputColumns NewTable() => new(new ThroughputTable());

    public void AddValue(ThroughputColumns source, int row) => Table.ThroughputBps.Add(source.Table.ThroughputBps[row]);
}
