namespace Telecom.Gateway.Listening;

/// <summary>What a cleartext connection speaks.</summary>
internal enum ClearTextProtocol
{
    /// <summary>HTTP/1.1 (RFC 9112).</summary>
    Http1,

    /// <summary>HTTP/2 with prior knowledge (RFC 9113, 3.3).</summary>
    Http2,
}
