using Microsoft.AspNetCore.Http.Features;

namespace Telecom.Gateway.Proxy;

/// <summary>
/// Stands in for HTTP/2's reset while the proxy works. When a backend dies in mid-stream the proxy resets the client's stream, which a
/// gRPC client reports as CANCELLED or INTERNAL, as if it were nobody's fault. Held back, the stream can end with a status that says what
/// happened and when to come back.
/// </summary>
internal sealed class HeldReset : IHttpResetFeature
{
    /// <summary>The error code that was to be sent (RFC 9113, 7); null when the stream was not to be reset.</summary>
    public int? ErrorCode { get; private set; }

    /// <inheritdoc/>
    public void Reset(int errorCode) => ErrorCode = errorCode;
}
