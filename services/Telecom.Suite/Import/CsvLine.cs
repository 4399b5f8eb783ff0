using System.Text;

namespace Telecom.Suite.Import;

/// <summary>Reads comma-separated values (RFC 4180): quoted fields may hold separators, doubled quotes and line breaks.</summary>
internal static class CsvLine
{
    /// <summary>Longest record, characters; a quote that is never closed must not read the whole file into memory.</summary>
    public const int MaxChars = 64 * 1024;

    /// <summary>Reads records with the line on which each begins. A record that is too long, or whose quote is never closed, has no fields.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="separator">Usually ','.</param>
    public static IEnumerable<(long Line, IReadOnlyList<string>? Fields)> Read(TextReader reader, char separator)
    {
        long line = 0;
        while (reader.ReadLine() is { } text)
        {
            long first = ++line;
            StringBuilder record = new(text);
            while (OpenQuote(record) && record.Length <= MaxChars && reader.ReadLine() is { } more)
            {
                line++;
                record.Append('\n').Append(more);
            }

            if (record.Length > 0)
            {
                yield return (first, record.Length > MaxChars || OpenQuote(record) ? null : Split(record.ToString(), separator));
            }
        }
    }

    private static bool OpenQuote(StringBuilder record)
    {
        int quotes = 0;
        foreach (ReadOnlyMemory<char> chunk in record.GetChunks())
        {
            quotes += chunk.Span.Count('"');
        }

        return quotes % 2 != 0;
    }

    private static List<string> Split(string record, char separator)
    {
        List<string> fields = [];
        StringBuilder field = new();
        bool quoted = false;
        for (int i = 0; i < record.Length; i++)
        {
            char c = record[i];
            if (c == '"' && quoted && i + 1 < record.Length && record[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == separator && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString().Trim());
        return fields;
    }
}
