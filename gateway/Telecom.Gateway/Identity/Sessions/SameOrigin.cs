namespace Telecom.Gateway.Identity.Sessions;

/// <summary>
/// Whether a request with a cookie was meant by the page that the cookie is for. A browser sends cookies along whoever asks for it; SameSite
/// keeps other sites out, but not other hosts of the same site.
/// </summary>
internal static class SameOrigin
{
    /// <summary>True for a request that changes nothing, and for one that comes from a page of this host.</summary>
    /// <param name="request">The request.</param>
    public static bool Holds(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return true;
        }

        // Browsers that do not send the first send the second with every request of this kind.
        return request.Headers.TryGetValue("Sec-Fetch-Site", out var site)
            ? site == "same-origin"
            : request.Headers.Origin == $"{request.Scheme}://{request.Host}";
    }
}
