using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Telecom.Gateway.Api.Requests;

namespace Telecom.Gateway.Api.Results;

/// <summary>200 with a model, its entity tag, and 304 for who has it already.</summary>
/// <typeparam name="T">The model.</typeparam>
/// <param name="model">The model.</param>
/// <param name="etag">Etag of the resource that the answer is; empty: it has none; null: the answer is no resource.</param>
internal sealed class ResourceResult<T>(T model, string? etag = null) : IResult, IEndpointMetadataProvider
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => Answer.WriteAsync(httpContext, StatusCodes.Status200OK, model, etag);

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [Negotiation.Json]));
}
