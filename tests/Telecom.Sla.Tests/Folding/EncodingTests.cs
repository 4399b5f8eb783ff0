using Google.Protobuf;
using Telecom.Ingestion.V1;
using Telecom.Sla.Folding;
using Telecom.Sla.Tests.Fakes;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Xunit.Abstractions;

namespace Telecom.Sla.Tests.Folding;

public sealed class EncodingTests(ITestOutputHelper output)
{
    [Fact]
    public void Records_in_an_unusual_encoding_give_the_same_cells_as_those_that_are_read_in_place()
    {
        foreach (Random random in Seeds.Each(output))
        {
            List<Batch> batches = RandomBatches.Make(random, 40, 4, 5);
            FolderDriver usual = new(FolderDriver.Wide);
            usual.Fold(FolderDriver.Decode(batches));

            // An unknown field, and a batch in two pieces, which the format joins.
            IReadOnlyList<DecodedRecord> records = new RecordDecoder(0, 1).Decode(
                [.. batches.Select((batch, i) => new LogEntry(new LogPosition(1, i + 1), (byte[])[.. batch.ToBytes(), .. Extra(i)]))]);
            Assert.Contains(records, record => record.Parsed is not null);
            FolderDriver unusual = new(FolderDriver.Wide);
            unusual.Fold(records);
            Assert.Equal(usual.Cells.Keys.ToHashSet(), unusual.Cells.Keys.ToHashSet());
            foreach ((CellKey key, byte[] cell) in usual.Cells)
            {
                Assert.Equal(cell, unusual.Cells[key]);
            }
        }
    }

    private static byte[] Extra(int number) => (number % 3) switch
    {
        0 => [0xf8, 0x06, 0x01],
        1 => [0x32, .. new SampleBatch().ToByteArray() is var empty ? (byte[])[(byte)empty.Length, .. empty] : []],
        _ => [],
    };
}
