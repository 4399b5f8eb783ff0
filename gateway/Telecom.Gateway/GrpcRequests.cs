namespace Telecom.Gateway;

/// <summary>Tells gRPC requests from all others.</summary>
internal static class GrpcRequests
{
    /// <summary>The media type of gRPC over HTTP/2.</summary>
    public const string ContentType = "application/grpc";

    /// <summary>
    /// True for "application/grpc" with or without a message format ("+proto"). gRPC-Web is another protocol with another media type.
    /// </summary>
    /// <param name="request">The request.</param>
    public static bool IsGrpc(this HttpRequest request)
    {
        string? type = request.ContentType;
        return type is not null
            && type.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
            && (type.Length == ContentType.Length || type[ContentType.Length] is '+' or ';' or ' ');
    }
}
