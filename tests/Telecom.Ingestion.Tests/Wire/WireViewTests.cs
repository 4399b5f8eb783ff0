using Google.Protobuf;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;

namespace Telecom.Ingestion.Tests.Wire;

/// <summary>Encodings that are legal but not the usual one are left to the generated parser, one by one.</summary>
public sealed class WireViewTests
{
    private static readonly byte[] Usual = Batches.Latencies(1).ToByteArray();

    [Theory]
    [InlineData("", true)]
    [InlineData("0801", true)]
    [InlineData("088100", true)]
    [InlineData("08010802", false)]
    [InlineData("4001", false)]
    [InlineData("8801 01", false)]
    [InlineData("2200", true)]
    [InlineData("22002200", false)]
    [InlineData("22040a020102", true)]
    [InlineData("22040801 0802", false)]
    [InlineData("22060a01010a0102", false)]
    [InlineData("22051a03000000", false)]
    [InlineData("22061a0400000000", true)]
    [InlineData("2205", false)]
    [InlineData("32052202010200", false)]
    [InlineData("1a020801 2200 1a020802", false)]
    public void A_batch_is_taken_in_its_usual_encoding_only(string hex, bool taken)
    {
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(taken, SampleBatchView.TryRead(bytes, out SampleBatchView view));
        if (taken)
        {
            Assert.Equal(SampleBatch.Parser.ParseFrom(bytes), ViewContents.ToBatch(view));
        }
    }

    [Theory]
    [InlineData("8000", true, 0u)]
    [InlineData("ffffffff0f", true, uint.MaxValue)]
    [InlineData("ffffffff1f", false, 0u)]
    [InlineData("ff", false, 0u)]
    public void A_column_of_handles_takes_32_bits_an_entry(string hex, bool taken, uint value)
    {
        byte[] column = Convert.FromHexString(hex);
        byte[] bytes = [0x22, (byte)(column.Length + 2), 0x0a, (byte)column.Length, .. column];
        Assert.True(SampleBatchView.TryRead(bytes, out SampleBatchView view));
        uint[] entries = new uint[view.Latency.Circuits.Count];
        Assert.Equal(taken, view.Latency.Circuits.TryDecode(entries) && entries.Length == 1);
        if (taken)
        {
            Assert.Equal(value, entries[0]);
        }
    }

    [Fact]
    public void Bytes_after_the_last_complete_entry_are_seen()
    {
        byte[] bytes = [0x22, 0x04, 0x0a, 0x02, 0x01, 0x80];
        Assert.True(SampleBatchView.TryRead(bytes, out SampleBatchView view));
        uint[] entries = new uint[view.Latency.Circuits.Count];
        Assert.Single(entries);
        Assert.False(view.Latency.Circuits.TryDecode(entries));
    }

    [Fact]
    public void A_destination_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() =>
    {
        SampleBatchView.TryRead(Usual, out SampleBatchView view);
        view.Latency.Circuits.TryDecode(new uint[1]);
    });

    [Fact]
    public void A_record_keeps_the_circuits_of_its_batch_apart_from_its_own()
    {
        LogRecord record = new() { Agent = Names.Agent, Batch = Batches.Latencies(7), Suspect = SuspectReason.ClockSkew };
        record.Circuits.Add(new CircuitHandle { Handle = 9, Circuit = Names.OtherCircuit });
        Assert.True(LogRecordView.TryRead(record.ToByteArray(), out LogRecordView view));
        Assert.Equal(record, ViewContents.ToRecord(view));
        Assert.Equal(1, view.Circuits.Count);
        Assert.Equal(7ul, view.Batch.Sequence);
    }
}
