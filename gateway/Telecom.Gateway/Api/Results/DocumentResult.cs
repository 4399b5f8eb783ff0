using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Telecom.Gateway.Api.Requests;

namespace Telecom.Gateway.Api.Results;

/// <summary>200 with a contract document, and 304 for who has it already.</summary>
/// <param name="document">The document, UTF-8 YAML.</param>
/// <param name="sha256">Its hash, hexadecimal.</param>
internal sealed class DocumentResult(byte[] document, string sha256) : IResult, IEndpointMetadataProvider
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (EntityTags.IsKnown(httpContext, $"\"{sha256}\""))
        {
            return;
        }

        httpContext.Response.ContentType = Negotiation.Yaml;
        httpContext.Response.ContentLength = document.Length;
        await httpContext.Response.Body.WriteAsync(document, httpContext.RequestAborted);
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [Negotiation.Yaml]));
}
