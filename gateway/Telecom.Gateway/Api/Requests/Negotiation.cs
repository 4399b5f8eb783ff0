using Microsoft.Net.Http.Headers;

namespace Telecom.Gateway.Api.Requests;

/// <summary>Which of the forms that an answer can have the caller wants (RFC 9110, 12.5.1).</summary>
internal static class Negotiation
{
    /// <summary>The default.</summary>
    public const string Json = "application/json";

    /// <summary>Tables (RFC 4180).</summary>
    public const string Csv = "text/csv";

    /// <summary>Contract documents (RFC 9512).</summary>
    public const string Yaml = "application/yaml";

    /// <summary>Chooses, and remembers it with the request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="gives">What the answer can be, the default first; empty: it has no body.</param>
    /// <exception cref="RequestFault">406: none of it is wanted.</exception>
    public static void Choose(HttpContext context, IReadOnlyList<string> gives)
    {
        if (gives.Count == 0)
        {
            return;
        }

        if (gives.Count > 1)
        {
            context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        }

        string? chosen = context.Request.Query["format"].ToString() switch
        {
            "csv" => Csv,
            "json" => Json,
            _ => Best(context.Request.Headers.Accept, gives),
        };
        context.Features.Set(new Chosen(chosen ?? throw new RequestFault(
            StatusCodes.Status406NotAcceptable,
            "NOT_ACCEPTABLE",
            "Not acceptable",
            $"\"{QueryRule.Shown(context.Request.Headers.Accept.ToString())}\" has none of what there is: {string.Join(", ", gives)}.")));
    }

    /// <summary>True when the caller wants a table.</summary>
    /// <param name="context">The request.</param>
    public static bool WantsCsv(HttpContext context) => context.Features.Get<Chosen>()?.MediaType == Csv;

    private static string? Best(Microsoft.Extensions.Primitives.StringValues accept, IReadOnlyList<string> gives)
    {
        if (string.IsNullOrWhiteSpace(accept.ToString()) || !MediaTypeHeaderValue.TryParseList([.. accept.OfType<string>()], out IList<MediaTypeHeaderValue>? wanted))
        {
            return gives[0];
        }

        // The most specific range decides about a type; among equals the default wins.
        return gives
            .Select((type, place) => (Type: type, Place: place, Quality: QualityOf(type, wanted)))
            .Where(candidate => candidate.Quality > 0)
            .OrderByDescending(candidate => candidate.Quality).ThenBy(candidate => candidate.Place)
            .Select(candidate => candidate.Type).FirstOrDefault();
    }

    private static double QualityOf(string type, IList<MediaTypeHeaderValue> wanted)
    {
        var given = new MediaTypeHeaderValue(type);
        return wanted.Where(range => Includes(range, given))
            .OrderByDescending(range => (range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2))
            .Select(range => range.Quality ?? 1).FirstOrDefault(0);
    }

    private static bool Includes(MediaTypeHeaderValue range, MediaTypeHeaderValue given) =>
        range.MatchesAllTypes
        || (range.Type.Equals(given.Type, StringComparison.OrdinalIgnoreCase)
            && (range.MatchesAllSubTypes || range.SubType.Equals(given.SubType, StringComparison.OrdinalIgnoreCase)));

    private sealed record Chosen(string MediaType);
}
