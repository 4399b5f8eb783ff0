using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Template;
using Telecom.Gateway.Api.Requests;

namespace Telecom.Gateway.Api;

/// <summary>Answers below /api/v1 what no operation answers, and says what would be: another method, another media type, or nothing.</summary>
internal static class UnknownRoutes
{
    /// <summary>Always throws.</summary>
    /// <param name="context">The request.</param>
    /// <param name="endpoints">All endpoints.</param>
    /// <exception cref="RequestFault">404, 405 or 415.</exception>
    public static void Refuse(HttpContext context, EndpointDataSource endpoints)
    {
        RouteEndpoint[] same = [.. endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => IsAt(endpoint, context.Request.Path))];
        string[] methods = [.. same.SelectMany(MethodsOf).Distinct().Order(StringComparer.Ordinal)];
        if (methods.Length == 0)
        {
            throw new RequestFault(
                StatusCodes.Status404NotFound, "NOT_FOUND", "Not found", $"There is no {QueryRule.Shown(context.Request.Path)}; /api/v1/openapi.json lists what there is.");
        }

        if (!methods.Contains(context.Request.Method))
        {
            string allowed = string.Join(", ", methods);
            throw new RequestFault(
                StatusCodes.Status405MethodNotAllowed, "METHOD_NOT_ALLOWED", "Method not allowed", $"{context.Request.Method} is not allowed here; allowed: {allowed}.")
            {
                Header = ("Allow", allowed),
            };
        }

        throw UnsupportedMediaType(context.Request, [.. same
            .Where(endpoint => MethodsOf(endpoint).Contains(context.Request.Method))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? [])]);
    }

    /// <summary>415 with what is supported.</summary>
    /// <param name="request">The request.</param>
    /// <param name="supported">Media types.</param>
    public static RequestFault UnsupportedMediaType(HttpRequest request, IReadOnlyList<string> supported) => new(
        StatusCodes.Status415UnsupportedMediaType,
        "UNSUPPORTED_MEDIA_TYPE",
        "Unsupported media type",
        $"\"{QueryRule.Shown(request.ContentType ?? "")}\" is not supported here; supported, in UTF-8: {string.Join(", ", supported)}.")
    {
        Header = (HttpMethods.IsPatch(request.Method) ? "Accept-Patch" : "Accept-Post", string.Join(", ", supported)),
    };

    private static bool IsAt(RouteEndpoint endpoint, PathString path) =>
        endpoint.Metadata.GetMetadata<ApiOperation>() is not { AnyQuery: true }
        && endpoint.RoutePattern.RawText?.StartsWith(JsonApi.Root, StringComparison.Ordinal) == true
        && new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
}
