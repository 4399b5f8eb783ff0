using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Telecom.Gateway.Errors;
using Telecom.Gateway.Listening;

namespace Telecom.Gateway.Api.Requests;

/// <summary>The body of a request, read strictly: unknown members, members of the wrong type and missing ones are refused, all at once.</summary>
/// <typeparam name="T">Its model.</typeparam>
/// <param name="Value">What was sent.</param>
/// <param name="Members">Names of the members that were sent.</param>
internal sealed record RequestBody<T>(T Value, IReadOnlySet<string> Members)
    where T : class;

/// <summary>Reads bodies.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Reads a body as a model.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="document">True when it holds a whole document, for which more is allowed.</param>
    /// <exception cref="RequestFault">400, 413 or 415.</exception>
    public static async Task<RequestBody<T>> ReadAsync<T>(HttpContext context, bool document = false)
        where T : class
    {
        byte[] bytes = await ReadBytesAsync(context, document);
        JsonSerializerOptions options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        using JsonDocument json = Parse(bytes);
        List<ProblemViolation> violations = [];
        StrictJson.Check(json.RootElement, options.GetTypeInfo(typeof(T)), "", violations);
        if (violations.Count > 0)
        {
            throw RequestFault.Invalid(violations);
        }

        T value = json.RootElement.Deserialize<T>(options) ?? throw new InvalidOperationException("The check lets no null pass.");
        return new RequestBody<T>(value, json.RootElement.EnumerateObject().Select(member => member.Name).ToHashSet());
    }

    /// <summary>Reads a body that is JSON, as it is.</summary>
    /// <param name="context">The request.</param>
    /// <param name="document">True when more is allowed.</param>
    /// <exception cref="RequestFault">413 or 415.</exception>
    public static async Task<byte[]> ReadBytesAsync(HttpContext context, bool document = false)
    {
        RequireJson(context.Request);
        IServiceProvider services = context.RequestServices;
        long most = document
            ? services.GetRequiredService<IOptions<ApiOptions>>().Value.MaxDocumentBytes
            : services.GetRequiredService<IOptions<ConnectionLimits>>().Value.MaxBodyBytes;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most;
        }

        using var body = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        for (int read; (read = await ReadAsync(context, buffer, most)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > most)
            {
                throw TooLarge(most);
            }
        }

        return body.ToArray();
    }

    private static async ValueTask<int> ReadAsync(HttpContext context, byte[] buffer, long most)
    {
        try
        {
            return await context.Request.Body.ReadAsync(buffer, context.RequestAborted);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge(most);
        }
    }

    private static RequestFault TooLarge(long most) =>
        new(StatusCodes.Status413PayloadTooLarge, "LIMIT_EXCEEDED", "A limit was exceeded", $"The body is larger than {most} bytes.");

    private static void RequireJson(HttpRequest request)
    {
        bool json = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            && (type.MediaType.Equals(Negotiation.Json, StringComparison.OrdinalIgnoreCase)
                || (HttpMethods.IsPatch(request.Method) && type.MediaType.Equals("application/merge-patch+json", StringComparison.OrdinalIgnoreCase)))
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        if (!json)
        {
            throw UnknownRoutes.UnsupportedMediaType(request, [Negotiation.Json]);
        }
    }

    /// <summary>
    /// Refuses what is no text: bytes that are no UTF-8, and escapes of half a character, in names and values alike. The parser finds
    /// them only when somebody asks for the text.
    /// </summary>
    private static void RequireText(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            throw RequestFault.Invalid("$", "the body is no UTF-8", "MALFORMED_JSON");
        }

        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = s_strict.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && reader.ValueIsEscaped)
                {
                    _ = reader.GetString();
                }
            }
        }
        catch (InvalidOperationException)
        {
            throw RequestFault.Invalid(
                "$", $"byte {reader.TokenStartIndex + 1}: the text has half a surrogate pair; allowed are whole characters", "MALFORMED_JSON");
        }
        catch (JsonException)
        {
            // The parser says where and why.
        }
    }

    private static JsonDocument Parse(byte[] bytes)
    {
        RequireText(bytes);
        try
        {
            return JsonDocument.Parse(bytes, s_strict);
        }
        catch (JsonException exception)
        {
            string place = exception.LineNumber is { } line ? $"line {line + 1}, byte {exception.BytePositionInLine + 1}: " : "";
            throw RequestFault.Invalid("$", $"{place}the body is no JSON document whose members are there once", "MALFORMED_JSON");
        }
    }
}
