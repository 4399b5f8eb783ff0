using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Telecom.Gateway.Api.Results;

/// <summary>Writes models as JSON with their entity tags.</summary>
internal static class Answer
{
    private const string JsonUtf8 = "application/json; charset=utf-8";

    /// <summary>Writes a model.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="model">The model.</param>
    /// <param name="etag">Etag of the resource that the answer is; empty: it has none; null: the answer is no resource.</param>
    public static async Task WriteAsync<T>(HttpContext context, int status, T model, string? etag)
    {
        JsonSerializerOptions options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(model, options);
        string tag = EntityTags.Of(body, etag);
        if (HttpMethods.IsGet(context.Request.Method))
        {
            if (EntityTags.IsKnown(context, tag))
            {
                return;
            }
        }
        else if (etag is not null)
        {
            context.Response.Headers.ETag = tag;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = JsonUtf8;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>States where the next page is (RFC 8288).</summary>
    /// <param name="context">The request.</param>
    /// <param name="token">Token of the next page; null: this is the last.</param>
    public static void LinkNext(HttpContext context, string? token)
    {
        if (token is null)
        {
            return;
        }

        QueryString query = QueryString.Create(
        [
            .. context.Request.Query.Where(parameter => parameter.Key != "pageToken")
                .SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value))),
            KeyValuePair.Create("pageToken", (string?)token),
        ]);
        context.Response.Headers.Append(HeaderNames.Link, $"<{context.Request.Path.ToUriComponent()}{query.ToUriComponent()}>; rel=\"next\"");
    }
}
