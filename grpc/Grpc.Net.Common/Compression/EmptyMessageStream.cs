namespace Grpc.Net.Compression;

/// <summary>
/// The compressing streams of .NET write nothing at all when nothing is written to them, yet a peer expects a complete
/// compressed stream and fails without one. This adds the missing one when an empty message ends. Until something is written
/// the compressor is left alone: flushing it would make it begin a stream that it then does not end.
/// </summary>
internal sealed class EmptyMessageStream(Stream output, Stream compressor, ReadOnlyMemory<byte> emptyMessage) : Stream
{
    private bool _written;
    private bool _ended;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_ended;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!buffer.IsEmpty)
        {
            _written = true;
            compressor.Write(buffer);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return ValueTask.CompletedTask;
        }

        _written = true;
        return compressor.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        if (_written)
        {
            compressor.Flush();
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _written ? compressor.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _ended = true;
            await compressor.DisposeAsync().ConfigureAwait(false);
            if (!_written)
            {
                await output.WriteAsync(emptyMessage).ConfigureAwait(false);
            }
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ended)
        {
            _ended = true;
            compressor.Dispose();
            if (!_written)
            {
                output.Write(emptyMessage.Span);
            }
        }

        base.Dispose(disposing);
    }
}
