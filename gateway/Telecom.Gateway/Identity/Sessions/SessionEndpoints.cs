using Microsoft.AspNetCore.Http.HttpResults;
using Telecom.Common.V1;
using Telecom.Gateway.Api;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity.Sessions;

/// <summary>The session of a browser: begin it with a key or a token, look at it, end it.</summary>
internal static class SessionEndpoints
{
    private const string Path = "/api/v1/session";

    /// <summary>Maps the endpoints.</summary>
    /// <param name="app">The application.</param>
    public static void MapSession(this WebApplication app)
    {
        RouteGroupBuilder session = app.MapGroup(Path).WithTags("Session").WithMetadata(new IdentityRequired()).AddEndpointFilter<RpcProblemFilter>();
        _ = session.MapGet("", (HttpContext context) => TypedResults.Ok(ModelOf(IdentityOf(context)))).WithName("getSession").WithSummary("Who the caller is, and until when.");
        _ = session.MapPost("", Begin).WithName("beginSession").WithSummary("Begins a session of a browser with the key or token of this request.");
        _ = session.MapDelete("", End).WithName("endSession").WithSummary("Ends the session.");
    }

    private static Created<SessionModel> Begin(HttpContext context, SessionVerifier sessions, SessionCookie cookie)
    {
        if (cookie.NameFor(context) is null)
        {
            throw RpcFailure.FailedPrecondition(
                ErrorReason.InvalidArgument, "A session needs TLS: its cookie must not be readable on the way. Send each request with the key or token instead.");
        }

        CallerIdentity identity = IdentityOf(context);
        (string text, SessionCredential session) = sessions.Begin(identity);
        cookie.Set(context, text, session.ExpiresAt ?? DateTimeOffset.MaxValue);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created(Path, ModelOf(identity with { Credential = session }));
    }

    private static NoContent End(HttpContext context, SessionCookie cookie, EndedSessions ended)
    {
        if (IdentityOf(context).Credential is SessionCredential session)
        {
            ended.Add(session);
        }

        cookie.Clear(context);
        return TypedResults.NoContent();
    }

    private static CallerIdentity IdentityOf(HttpContext context) =>
        context.Features.Get<CallerIdentity>() ?? throw new InvalidOperationException("The endpoint does not require an identity.");

    private static SessionModel ModelOf(CallerIdentity identity) => new(
        identity.Caller.Subject,
        identity.Caller.Customer,
        [.. identity.Caller.Roles.Order().Select(RoleRules.NameOf)],
        Figures.Code(identity.Credential.Kind),
        identity.Credential.ExpiresAt?.UtcDateTime);
}
