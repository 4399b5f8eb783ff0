using Microsoft.AspNetCore.Http.Features;
using Telecom.Gateway.Errors;

namespace Telecom.Gateway.Bodies;

/// <summary>
/// Lets one content coding in, gzip; another one is 415 with what is accepted (RFC 9110, 12.5.3 and 15.5.16). The inflated size is not
/// capped by the middleware that inflates, since its cap is fixed before the endpoint has said how much it takes.
/// </summary>
internal sealed class ContentCoding(RequestDelegate next)
{
    /// <summary>The coding that is read.</summary>
    public const string Gzip = "gzip";

    /// <summary>Runs the middleware.</summary>
    /// <param name="context">The request, with a content coding.</param>
    public Task InvokeAsync(HttpContext context)
    {
        string coding = context.Request.Headers.ContentEncoding.ToString();
        if (coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            _ = context.Request.Headers.Remove("Content-Encoding");
            return next(context);
        }

        if (!coding.Equals(Gzip, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.AcceptEncoding = Gzip;
            return TypedResults.Problem(ProblemMapping.Create(
                StatusCodes.Status415UnsupportedMediaType,
                "INVALID_ARGUMENT",
                "The content coding is unknown",
                $"Content-Encoding is \"{coding}\"; allowed: {Gzip}, or none.",
                context.GetCorrelationId())).ExecuteAsync(context);
        }

        // The name is compared exactly by the middleware that inflates.
        context.Request.Headers.ContentEncoding = Gzip;
        context.Items[typeof(InflatedLimit)] = InflatedLimit.Lift(context.Features.Get<IHttpMaxRequestBodySizeFeature>());
        return next(context);
    }
}
