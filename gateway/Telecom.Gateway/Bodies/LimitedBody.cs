using Microsoft.AspNetCore.Http.Features;

namespace Telecom.Gateway.Bodies;

/// <summary>
/// An inflated body that ends with 413 above the limit that holds when it is read. No more is inflated than the reader's buffer takes, so
/// that a bomb costs what any body of the allowed size costs.
/// </summary>
/// <param name="inflated">The body.</param>
/// <param name="limit">The limit; an endpoint may change it before it reads.</param>
internal sealed class LimitedBody(Stream inflated, IHttpMaxRequestBodySizeFeature limit) : Stream
{
    private long _read;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Count(inflated.Read(buffer, offset, count));

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Count(await inflated.ReadAsync(buffer, cancellationToken));
        }
        catch (InvalidDataException exception)
        {
            throw new BadHttpRequestException("The body is no gzip.", StatusCodes.Status400BadRequest, exception);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int read)
    {
        _read += read;
        return limit.MaxRequestBodySize is { } most && _read > most
            ? throw new BadHttpRequestException($"The inflated body is larger than {most} bytes.", StatusCodes.Status413PayloadTooLarge)
            : read;
    }
}
