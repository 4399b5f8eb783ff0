using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Telecom.Gateway.Proxy;

/// <summary>
/// The body of a proxied gRPC response. It tells its call when a write begins and ends, and writes no further than to the end of a message
/// once the call is to end: a write that is given up in the middle would reset the stream. All else is the response's own, so that an
/// answer without messages stays one block of headers.
/// </summary>
/// <param name="inner">The response's own body.</param>
/// <param name="call">The call.</param>
internal sealed class LiveResponse(IHttpResponseBodyFeature inner, LiveCall call) : Stream, IHttpResponseBodyFeature
{
    /// <inheritdoc/>
    public Stream Stream => this;

    /// <inheritdoc/>
    public PipeWriter Writer => inner.Writer;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int length = call.BeginWrite(buffer.Span);
        try
        {
            await inner.Stream.WriteAsync(buffer[..length], cancellationToken);
        }
        finally
        {
            call.EndWrite();
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        _ = call.BeginWrite([]);
        try
        {
            await inner.Stream.FlushAsync(cancellationToken);
        }
        finally
        {
            call.EndWrite();
        }
    }

    /// <inheritdoc/>
    public void DisableBuffering() => inner.DisableBuffering();

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task CompleteAsync() => inner.CompleteAsync();

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
