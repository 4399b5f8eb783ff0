using Grpc.Core;

namespace Telecom.Grpc.Tests.Contracts;

public sealed class StreamTests
{
    [Fact]
    public async Task ReadAllAsync_gives_every_message_in_order() =>
        Assert.Equal(["a", "b", "c"], await new ListReader("a", "b", "c").ReadAllAsync().ToListAsync());

    [Fact]
    public async Task ReadAllAsync_hands_the_token_of_the_enumeration_to_the_stream()
    {
        var messages = new ListReader("a").ReadAllAsync().WithCancellation(new CancellationToken(canceled: true));

        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var message in messages)
            {
                Assert.Fail($"Read {message} in spite of the token.");
            }
        });
    }

    [Fact]
    public async Task MoveNext_needs_no_token()
    {
        var reader = new ListReader("a");

        Assert.True(await reader.MoveNext());
        Assert.Equal("a", reader.Current);
        Assert.False(await reader.MoveNext());
    }

    [Fact]
    public void A_missing_stream_is_named_at_once()
    {
        IAsyncStreamReader<string> none = null!;

        Assert.Throws<ArgumentNullException>(() => none.ReadAllAsync());
        Assert.Throws<ArgumentNullException>(() => { _ = none.MoveNext(); });
    }

    [Fact]
    public async Task A_writer_that_cannot_cancel_a_write_refuses_a_token_that_could_be_cancelled()
    {
        var list = new ListWriter();
        IAsyncStreamWriter<string> writer = list;
        using var source = new CancellationTokenSource();

        await writer.WriteAsync("a", CancellationToken.None);

        await Assert.ThrowsAsync<NotSupportedException>(() => writer.WriteAsync("b", source.Token));
        Assert.Equal(["a"], list.Messages);
    }
}
