using System.Security.Cryptography;

namespace Telecom.Gateway.Errors;

/// <summary>
/// Gives each request the id that ties the caller's error to every service's log: the caller's own when it is harmless, otherwise a new
/// one. Backends get it as a header.
/// </summary>
internal sealed class CorrelationMiddleware(RequestDelegate next)
{
    /// <summary>Name of the header.</summary>
    public const string Header = "x-correlation-id";

    private const int MaxLength = 64;

    /// <summary>Runs the middleware.</summary>
    /// <param name="context">The request.</param>
    public Task InvokeAsync(HttpContext context)
    {
        string sent = context.Request.Headers[Header].ToString();
        string id = sent.Length is > 0 and <= MaxLength && sent.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? sent
            : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        context.Request.Headers[Header] = id;
        context.TraceIdentifier = id;
        return next(context);
    }
}
