using Google.Protobuf;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;
using Xunit.Abstractions;

namespace Telecom.Ingestion.Tests.Wire;

/// <summary>The hand-written readers against the generated parser: what they take, they read exactly as it does.</summary>
public sealed class WireViewPropertyTests(ITestOutputHelper output)
{
    private static readonly int Rounds = Seeds.Full ? 200_000 : 20_000;

    [Fact]
    public void Every_batch_that_a_generated_writer_wrote_is_read_as_the_generated_parser_reads_it() => Seeds.ForEach(Rounds / 10, random =>
    {
        SampleBatch batch = RandomMessages.Batch(random);
        bool ascii = batch.Circuits.All(c => c.Circuit.All(char.IsAscii));

        // A negative reason is ten bytes on the wire; there is none here. All else that is ASCII must take the short way.
        SampleBatch? read = Read(batch.ToByteArray());

        Assert.Equal(ascii, read is not null);
        Assert.Equal(ascii ? batch : null, read);
    });

    [Fact]
    public void Any_bytes_that_the_batch_reader_takes_are_read_as_the_generated_parser_reads_them()
    {
        int taken = 0;
        int left = 0;
        int refused = 0;
        Seeds.ForEach(Rounds, random =>
        {
            byte[] bytes = RandomMessages.Mutate(random, RandomMessages.Batch(random).ToByteArray());
            SampleBatch? expected = Parse(SampleBatch.Parser, bytes);
            if (Read(bytes) is { } read)
            {
                Assert.Equal(expected, read);
                taken++;
            }
            else
            {
                (left, refused) = expected is null ? (left, refused + 1) : (left + 1, refused);
            }
        });
        Assert.True(taken > 0 && left > 0 && refused > 0);
        Tell("wire-batch", $"{Rounds} mutated batches: {taken} read alike, {left} left to the generated parser, {refused} refused by both");
    }

    [Fact]
    public void Any_bytes_that_the_record_reader_takes_are_read_as_the_generated_parser_reads_them()
    {
        int taken = 0;
        int left = 0;
        Seeds.ForEach(Rounds, random =>
        {
            byte[] bytes = RandomMessages.Record(random).ToByteArray();
            bytes = random.Next(2) == 0 ? bytes : RandomMessages.Mutate(random, bytes);
            LogRecord? read = LogRecordView.TryRead(bytes, out LogRecordView view) ? ViewContents.ToRecord(view) : null;
            taken += read is null ? 0 : 1;
            left += read is null ? 1 : 0;
            Assert.True(read is null || read.Equals(Parse(LogRecord.Parser, bytes)));
        });
        Assert.True(taken > 0 && left > 0);
        Tell("wire-record", $"{Rounds} records, half of them mutated: {taken} read alike, {left} left to the generated parser");
    }

    private static SampleBatch? Read(byte[] bytes) => SampleBatchView.TryRead(bytes, out SampleBatchView view) ? ViewContents.ToBatch(view) : null;

    private static T? Parse<T>(MessageParser<T> parser, byte[] bytes)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private void Tell(string proof, string result)
    {
        output.WriteLine($"{result}; seed {Seeds.Current}");
        Proofs.Report(proof, result);
    }
}
