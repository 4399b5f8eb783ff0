using System.IO.Compression;
using Grpc.Net.Compression;

namespace Telecom.Ingestion.Tests.Hostile;

/// <summary>gzip as the server reads it, which counts what it inflates.</summary>
internal sealed class CountingGzip : ICompressionProvider
{
    private long _inflated;

    public string EncodingName => "gzip";

    /// <summary>Bytes that came out of messages so far.</summary>
    public long Inflated => Interlocked.Read(ref _inflated);

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => throw new NotSupportedException();

    public Stream CreateDecompressionStream(Stream stream) => new Counted(this, stream);

    private sealed class Counted(CountingGzip owner, Stream compressed) : Stream
    {
        private readonly GZipStream _gzip = new(compressed, CompressionMode.Decompress, leaveOpen: true);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            int read = _gzip.Read(buffer);
            Interlocked.Add(ref owner._inflated, read);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _gzip.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
