using System.Globalization;
using Google.Protobuf.Collections;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Samples;

namespace Telecom.Ingestion.Checking;

/// <summary>Columns of a loss table.</summary>
internal readonly struct LossColumns(LossTable table) : ISampleColumns<LossColumns>
{
    public LossTable Table { get; } = table;

    public Metric Metric => Metric.Loss;

    public RepeatedField<uint> Circuits => Table.Circuit;

    public RepeatedField<long> TimeDeltas => Table.TimeDeltaUs;

    public (int First, int Last) ValueCounts => (Table.Sent.Count, Table.Lost.Count);

    public SampleFault CheckValue(int row) => SampleRules.CheckLoss(Table.Sent[row], Table.Lost[row]);

    public string DescribeValue(int row) => string.Create(
        CultureInfo.InvariantCulture,
        $"sent is {Table.Sent[row]} and lost is {Table.Lost[row]}; allowed is 1 to {SampleRules.MaxPackets} sent, 0 to sent lost");

    public LossColumns NewTable() => new(new LossTable());

    public void AddValue(LossColumns source, int row)
    {
        Table.Sent.Add(source.Table.Sent[row]);
        Table.Lost.Add(source.Table.Lost[row]);
    }
}
