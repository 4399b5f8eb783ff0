using Yarp.ReverseProxy.Transforms;

namespace Telecom.Gateway.Proxy;

/// <summary>
/// Sends the headers of a stream's answer when they come, and not with its first message, which may be minutes away. An answer that is but
/// a status stays one block of headers, and calls of one request and one response are spared the extra frame.
/// </summary>
internal sealed class EarlyHeaders : ResponseTransform
{
    /// <inheritdoc/>
    public override async ValueTask ApplyAsync(ResponseTransformContext context)
    {
        HttpContext request = context.HttpContext;
        if (context.ProxyResponse is { } answer
            && request.Request.IsGrpc()
            && !Backends.IsUnary(request.Request.Path)
            && !answer.Headers.NonValidated.Contains("grpc-status"))
        {
            await request.Response.Body.FlushAsync(request.RequestAborted);
        }
    }
}
