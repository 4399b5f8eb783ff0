using Telecom.Hosting;

namespace Telecom.Support;

/// <summary>Checks of texts that several requests share.</summary>
internal static class Fields
{
    /// <summary>Most characters of a title.</summary>
    public const int MaxTitle = 200;

    /// <summary>Most characters of a description, a message or a note.</summary>
    public const int MaxText = 10_000;

    /// <summary>A text of several lines; null when it is empty.</summary>
    public static string? Text(string field, string text, int most, bool required, List<FieldViolation> violations)
    {
        int length = Characters(text);
        if (length > most)
        {
            violations.Add(new FieldViolation(field, $"has {length} characters; at most {most} are allowed", "TOO_LONG"));
        }
        else if (required && string.IsNullOrWhiteSpace(text))
        {
            violations.Add(new FieldViolation(field, $"has {length} characters; 1 to {most} are allowed, not all blank", "REQUIRED"));
        }

        return text.Length > 0 ? text : null;
    }

    /// <summary>A text of one line; null when it is empty.</summary>
    public static string? Line(string field, string text, int most, List<FieldViolation> violations)
    {
        string? read = Text(field, text, most, required: true, violations);
        if (read is not null && Characters(read) <= most && !string.IsNullOrWhiteSpace(read) && read.Any(char.IsControl))
        {
            violations.Add(new FieldViolation(field, "has a line break or another control character; one line is allowed", "NOT_ONE_LINE"));
        }

        return read;
    }

    /// <summary>A request id (AIP-155); null when it is not a UUID.</summary>
    public static Guid? RequestId(string text, List<FieldViolation> violations)
    {
        if (Guid.TryParseExact(text, "D", out Guid requestId) && requestId != Guid.Empty)
        {
            return requestId;
        }

        violations.Add(new FieldViolation("request_id", $"\"{Shown(text)}\" is not a UUID like \"0f8fad5b-d9cb-469f-a165-70867728950e\"", "NOT_A_UUID"));
        return null;
    }

    /// <summary>A text as an error shows it.</summary>
    public static string Shown(string text) => text.Length <= 100 ? text : text[..100] + "…";

    private static int Characters(string text) => text.EnumerateRunes().Count();
}
