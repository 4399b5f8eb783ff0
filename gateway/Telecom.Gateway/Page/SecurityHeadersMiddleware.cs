namespace Telecom.Gateway.Page;

/// <summary>
/// Headers that keep a browser from doing more than it must (OWASP secure headers): no inline script or style, nothing from elsewhere, no
/// framing, no guessing of types, no referrer. Answers of the API are not kept in caches.
/// </summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    private const string Policy =
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'";

    /// <summary>Runs the middleware.</summary>
    /// <param name="context">The request.</param>
    public Task InvokeAsync(HttpContext context)
    {
        Set(context);
        return next(context);
    }

    /// <summary>Sets the headers; also for an answer that begins anew, since that drops them.</summary>
    /// <param name="context">The request.</param>
    public static void Set(HttpContext context)
    {
        if (!context.Request.IsGrpc())
        {
            IHeaderDictionary headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            headers.CacheControl = "no-store";
            if (context.Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000";
            }
        }
    }
}
