using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Telecom.Gateway.Api.Requests;

namespace Telecom.Gateway.Api.Results;

/// <summary>201 with what was created and its secret. It has no path of its own: it is read in its list, without the secret.</summary>
/// <typeparam name="T">The model.</typeparam>
/// <param name="model">The model.</param>
internal sealed class ShownOnceResult<T>(T model) : IResult, IEndpointMetadataProvider
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => Answer.WriteAsync(httpContext, StatusCodes.Status201Created, model, null);

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), [Negotiation.Json]));
}
