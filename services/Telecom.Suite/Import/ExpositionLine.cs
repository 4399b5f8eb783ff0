using System.Globalization;
using System.Text;

namespace Telecom.Suite.Import;

/// <summary>
/// One sample of the Prometheus text exposition format 0.0.4 or of OpenMetrics 1.0: name, labels in braces, value, timestamp (milliseconds
/// in the first, seconds in the second), and in OpenMetrics an exemplar after "#", which is not looked at.
/// </summary>
/// <param name="Name">Name of the metric.</param>
/// <param name="Labels">Labels.</param>
/// <param name="Value">Value.</param>
/// <param name="Time">Timestamp as written; null for none.</param>
internal sealed record ExpositionLine(string Name, IReadOnlyList<KeyValuePair<string, string>> Labels, double Value, string? Time)
{
    /// <summary>Reads a line that is no comment.</summary>
    /// <param name="text">The line.</param>
    /// <param name="defect">What is wrong, when the result is null.</param>
    public static ExpositionLine? Read(string text, out string defect)
    {
        int at = 0;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or ':' or '.'))
        {
            at++;
        }

        string name = text[..at];
        List<KeyValuePair<string, string>> labels = [];
        defect = name.Length == 0 ? "the line does not begin with the name of a metric" : "";
        if (defect.Length == 0 && at < text.Length && text[at] == '{')
        {
            defect = ReadLabels(text, ref at, labels) ?? "";
        }

        if (defect.Length > 0)
        {
            return null;
        }

        string[] rest = text[at..].Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        double value = 0;
        defect = rest.Length is < 1 or > 2 ? "after the name come a value and a timestamp"
            : !TryValue(rest[0], out value) ? $"value is '{rest[0]}'; allowed is a number, NaN, +Inf or -Inf"
            : "";
        return defect.Length > 0 ? null : new ExpositionLine(name, labels, value, rest.Length == 2 ? rest[1] : null);
    }

    private static bool TryValue(string text, out double value)
    {
        value = text switch { "+Inf" or "Inf" => double.PositiveInfinity, "-Inf" => double.NegativeInfinity, "NaN" => double.NaN, _ => 0 };
        return value != 0 || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static string? ReadLabels(string text, ref int at, List<KeyValuePair<string, string>> labels)
    {
        at++;
        while (at < text.Length && text[at] != '}')
        {
            int equals = text.IndexOf('=', at);
            if (equals < 0 || equals + 1 >= text.Length || text[equals + 1] != '"')
            {
                return "a label is not written as name=\"value\"";
            }

            string label = text[at..equals].Trim();
            StringBuilder value = new();
            int i = equals + 2;
            for (; i < text.Length && text[i] != '"'; i++)
            {
                bool escaped = text[i] == '\\' && i + 1 < text.Length;
                value.Append(escaped ? text[++i] switch { 'n' => '\n', char c => c } : text[i]);
            }

            if (i >= text.Length)
            {
                return $"the value of label '{label}' is not closed";
            }

            labels.Add(new KeyValuePair<string, string>(label, value.ToString()));
            at = i + 1;
            while (at < text.Length && text[at] is ',' or ' ')
            {
                at++;
            }
        }

        if (at >= text.Length)
        {
            return "the braces of the labels are not closed";
        }

        at++;
        return null;
    }
}
