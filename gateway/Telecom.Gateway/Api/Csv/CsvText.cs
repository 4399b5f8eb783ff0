using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Telecom.Gateway.Api.Csv;

/// <summary>Values as RFC 4180 wants them, and as no spreadsheet takes them for a formula.</summary>
internal static partial class CsvText
{
    private const string LineEnd = "\r\n";

    /// <summary>Appends a row.</summary>
    /// <param name="text">What to append to.</param>
    /// <param name="values">The values.</param>
    public static void AppendRow(StringBuilder text, IEnumerable<object?> values) => text.AppendJoin(',', values.Select(Field)).Append(LineEnd);

    /// <summary>
    /// A field: instants as ISO 8601 in UTC, numbers with a decimal point, lists with a space between their items. A text that a spreadsheet
    /// would run begins with an apostrophe; a plain negative number is none.
    /// </summary>
    /// <param name="value">The value; null for an empty field.</param>
    public static string Field(object? value)
    {
        string text = value switch
        {
            null => "",
            string own => own,
            bool truth => truth ? "true" : "false",
            DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
            IEnumerable<string> list => string.Join(' ', list),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"A table has no form for {value.GetType()}."),
        };
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' && !Number().IsMatch(text))
        {
            text = $"'{text}";
        }

        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    [GeneratedRegex(@"\A-[0-9]+(\.[0-9]+)?\z")]
    private static partial Regex Number();
}
