using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Telecom.Gateway.Api.Requests;

namespace Telecom.Gateway.Api.Results;

/// <summary>201 with what was created and where it is. The same request again has the same answer.</summary>
/// <typeparam name="T">The model.</typeparam>
/// <param name="name">Resource name, which is its path.</param>
/// <param name="model">The model.</param>
/// <param name="etag">Etag of the resource; empty: it has none; null: the answer is more than the resource.</param>
internal sealed class CreatedResult<T>(string name, T model, string? etag) : IResult, IEndpointMetadataProvider
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Location = $"{JsonApi.Root}/{name}";
        return Answer.WriteAsync(httpContext, StatusCodes.Status201Created, model, etag);
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), [Negotiation.Json]));
        builder.Metadata.Add(new StatesLocation());
    }
}
