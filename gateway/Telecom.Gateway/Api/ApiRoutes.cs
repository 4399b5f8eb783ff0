using Microsoft.AspNetCore.Http.Metadata;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Identity;

namespace Telecom.Gateway.Api;

/// <summary>How operations are mapped, so that all of them look alike.</summary>
internal static class ApiRoutes
{
    private const string ProblemType = "application/problem+json";

    /// <summary>Operations of one resource.</summary>
    /// <param name="api">The group of the API.</param>
    /// <param name="tag">The resource, as the document names it.</param>
    public static RouteGroupBuilder Resource(this RouteGroupBuilder api, string tag)
    {
        RouteGroupBuilder group = api.MapGroup("").WithTags(tag).WithMetadata(new IdentityRequired());
        ((IEndpointConventionBuilder)group).Finally(Finish);
        return group;
    }

    /// <summary>Maps an operation that reads.</summary>
    /// <param name="group">The resource.</param>
    /// <param name="pattern">The path.</param>
    /// <param name="id">Id of the operation, unique.</param>
    /// <param name="handler">The handler.</param>
    public static RouteHandlerBuilder Read(this RouteGroupBuilder group, string pattern, string id, Delegate handler) =>
        group.MapGet(pattern, handler).WithName(id);

    /// <summary>Maps an operation that writes, with a body.</summary>
    /// <typeparam name="TBody">Model of the body.</typeparam>
    /// <param name="group">The resource.</param>
    /// <param name="pattern">The path.</param>
    /// <param name="id">Id of the operation, unique.</param>
    /// <param name="handler">The handler.</param>
    public static RouteHandlerBuilder Write<TBody>(this RouteGroupBuilder group, string pattern, string id, Delegate handler)
        where TBody : class =>
        group.MapPost(pattern, handler).WithName(id).Accepts<TBody>(Negotiation.Json);

    /// <summary>Maps an operation that changes a resource.</summary>
    /// <typeparam name="TBody">Model of the body.</typeparam>
    /// <param name="group">The resource.</param>
    /// <param name="pattern">The path.</param>
    /// <param name="id">Id of the operation, unique.</param>
    /// <param name="handler">The handler.</param>
    public static RouteHandlerBuilder Change<TBody>(this RouteGroupBuilder group, string pattern, string id, Delegate handler)
        where TBody : class =>
        group.MapPatch(pattern, handler).WithName(id).Accepts<TBody>(Negotiation.Json, "application/merge-patch+json").WithMetadata(new TakesIfMatch());

    /// <summary>Maps an operation that does something, without a body.</summary>
    /// <param name="group">The resource.</param>
    /// <param name="pattern">The path, which ends with what is done.</param>
    /// <param name="id">Id of the operation, unique.</param>
    /// <param name="handler">The handler.</param>
    public static RouteHandlerBuilder Do(this RouteGroupBuilder group, string pattern, string id, Delegate handler) =>
        group.MapPost(pattern, handler).WithName(id);

    private static void Finish(EndpointBuilder builder)
    {
        var operation = ApiOperation.Of(builder);
        bool body = builder.Metadata.OfType<IAcceptsMetadata>().Any();
        bool resource = ((RouteEndpointBuilder)builder).RoutePattern.Parameters.Count > 0;
        bool once = builder.Metadata.OfType<TakesIdempotencyKey>().Any();
        builder.Metadata.Add(operation);
        (int Status, bool Possible)[] problems =
        [
            (400, true), (401, true), (403, true), (404, resource), (406, operation.Gives.Count > 0), (409, body || once),
            (412, operation.TakesIfMatch), (413, body), (415, body), (429, true), (500, true), (503, true),
        ];
        foreach ((int status, _) in problems.Where(problem => problem.Possible))
        {
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemModel), [ProblemType]));
        }
    }
}
