using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Telecom.Gateway.Api.Requests;

namespace Telecom.Gateway.Api.Results;

/// <summary>200 with a page of a list, and where the next one is.</summary>
/// <typeparam name="TPage">The page.</typeparam>
/// <typeparam name="TRow">What is listed.</typeparam>
/// <param name="page">The page.</param>
internal sealed class PageResult<TPage, TRow>(TPage page) : IResult, IEndpointMetadataProvider
    where TPage : IPage<TRow>
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        Answer.LinkNext(httpContext, page.NextPageToken);
        return Answer.WriteAsync(httpContext, StatusCodes.Status200OK, page, null);
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(TPage), [Negotiation.Json]));
}
