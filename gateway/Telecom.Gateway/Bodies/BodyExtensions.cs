using Telecom.Gateway.Proxy;

namespace Telecom.Gateway.Bodies;

/// <summary>The bodies of requests on the JSON side.</summary>
internal static class BodyExtensions
{
    /// <summary>Registers the one content coding that is read.</summary>
    /// <param name="services">The services.</param>
    public static void AddRequestBodies(this IServiceCollection services) => services.AddRequestDecompression(options =>
    {
        foreach (string other in options.DecompressionProviders.Keys.Where(name => name != ContentCoding.Gzip).ToArray())
        {
            _ = options.DecompressionProviders.Remove(other);
        }
    });

    /// <summary>
    /// Inflates gzip, capped by the limit of the body. gRPC and OTLP have their own compression, and their services their own caps: their
    /// bodies are not touched.
    /// </summary>
    /// <param name="app">The application.</param>
    public static void UseRequestBodies(this IApplicationBuilder app) => app.UseWhen(
        context => !context.Request.IsGrpc() && context.Request.Path != Backends.OtlpHttpPath && context.Request.Headers.ContentEncoding.Count > 0,
        compressed => compressed.UseMiddleware<ContentCoding>().UseRequestDecompression().UseMiddleware<InflatedLimit>());
}
