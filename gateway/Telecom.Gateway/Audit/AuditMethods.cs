namespace Telecom.Gateway.Audit;

/// <summary>Which requests change something. What is not known to be a read is a write.</summary>
internal static class AuditMethods
{
    private static readonly string[] Reads = ["Get", "List", "Watch", "Preview", "Rate", "Check", "ServerReflectionInfo"];

    /// <summary>True when the request may change something.</summary>
    /// <param name="request">The request.</param>
    public static bool IsWrite(HttpRequest request) => request.IsGrpc()
        ? !IsRead(MethodOf(request.Path.Value ?? ""))
        : !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method) && !HttpMethods.IsTrace(request.Method);

    /// <summary>True when the request is a stream of samples, which lasts for hours: it has an entry at its beginning and one at its end.</summary>
    /// <param name="request">The request.</param>
    public static bool IsStream(HttpRequest request) =>
        request.IsGrpc() && MethodOf(request.Path.Value ?? "").StartsWith("Stream", StringComparison.Ordinal);

    /// <summary>True when a method of gRPC only reads: its name begins with a word that says so.</summary>
    /// <param name="method">Name of the method.</param>
    public static bool IsRead(string method) => Reads.Any(read =>
        method.StartsWith(read, StringComparison.Ordinal) && (method.Length == read.Length || !char.IsLower(method[read.Length])));

    private static string MethodOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
