namespace Telecom.Gateway.Errors;

/// <summary>The correlation id of a request.</summary>
internal static class CorrelationExtensions
{
    /// <summary>The id that ties the caller's error to the logs.</summary>
    /// <param name="context">The request.</param>
    public static string GetCorrelationId(this HttpContext context) => context.TraceIdentifier;
}
