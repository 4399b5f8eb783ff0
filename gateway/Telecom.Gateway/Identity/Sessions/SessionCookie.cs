using System.Net;

namespace Telecom.Gateway.Identity.Sessions;

/// <summary>
/// The cookie of a session. Over TLS its name begins with "__Host-", which a browser takes only from the host itself, over TLS and for all
/// of its paths; on a developer's own machine without TLS it has another name, which is read nowhere else.
/// </summary>
internal sealed class SessionCookie(IHostEnvironment environment)
{
    /// <summary>Name over TLS.</summary>
    public const string SecureName = "__Host-telecom-session";

    /// <summary>Name without TLS, on the developer's own machine.</summary>
    public const string PlainName = "telecom-session";

    /// <summary>The name of the cookie on a connection; null where there is none: the cookie would be readable on the way.</summary>
    /// <param name="context">The request.</param>
    public string? NameFor(HttpContext context) =>
        context.Request.IsHttps ? SecureName
        : !environment.IsProduction() && context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote) ? PlainName
        : null;

    /// <summary>
    /// The cookie of a request that may have one: the JSON API, the feed and the views beside it. gRPC and metrics come from programs, which
    /// have keys.
    /// </summary>
    /// <param name="context">The request, with its own headers.</param>
    public string? Read(HttpContext context) =>
        !context.Request.IsGrpc()
        && (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || context.Request.Path.StartsWithSegments("/tmf-api", StringComparison.Ordinal))
        && NameFor(context) is { } name
            ? context.Request.Cookies[name]
            : null;

    /// <summary>Sets the cookie.</summary>
    /// <param name="context">The request, on a connection that may have one.</param>
    /// <param name="token">Its content.</param>
    /// <param name="expires">When the browser forgets it.</param>
    public void Set(HttpContext context, string token, DateTimeOffset expires) => context.Response.Cookies.Append(NameOrThrow(context), token, Options(context, expires));

    /// <summary>Has the browser forget the cookie.</summary>
    /// <param name="context">The request.</param>
    public void Clear(HttpContext context)
    {
        if (NameFor(context) is { } name)
        {
            context.Response.Cookies.Delete(name, Options(context, DateTimeOffset.UnixEpoch));
        }
    }

    private string NameOrThrow(HttpContext context) => NameFor(context) ?? throw new InvalidOperationException("The connection must not carry a cookie.");

    private static CookieOptions Options(HttpContext context, DateTimeOffset expires) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };
}
