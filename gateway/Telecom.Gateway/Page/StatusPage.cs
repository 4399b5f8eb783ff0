using Microsoft.AspNetCore.Http.HttpResults;
using Telecom.Gateway.Identity;

namespace Telecom.Gateway.Page;

/// <summary>The status page: a few static files from the assembly. It has no secrets; what it shows it asks the API for.</summary>
internal static class StatusPage
{
    /// <summary>Maps the page at "/" and its files beside it.</summary>
    /// <param name="app">The application.</param>
    public static void MapStatusPage(this WebApplication app)
    {
        foreach (PageFile file in PageFile.LoadAll())
        {
            string[] paths = file.Name == "index.html" ? ["/", "/index.html"] : [$"/{file.Name}"];
            foreach (string path in paths)
            {
                _ = app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], (HttpContext context) => Serve(context, file))
                    .WithMetadata(new AnonymousByDesign("static files without data"));
            }
        }
    }

    private static FileContentHttpResult Serve(HttpContext context, PageFile file)
    {
        // Asked for again each time and answered with 304 while nothing changed: a new release shows at once.
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(file.Content, file.ContentType, entityTag: file.Tag);
    }
}
