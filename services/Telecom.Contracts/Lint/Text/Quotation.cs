namespace Telecom.Contracts.Lint.Text;

/// <summary>
/// The first words of a stretch, at most eight, cut from the text as it stands. Parts joined by a dash or a slash count as words of their own
/// and a lone sign counts as one, so that the limit holds however words are counted.
/// </summary>
internal static class Quotation
{
    private const int MostWords = 8;
    private const int MostCharacters = 160;

    /// <summary>The quote of a stretch.</summary>
    public static string Of(string source, TextSpan span)
    {
        TextSpan whole = LineSplitter.Trim(source, span);
        int last = Math.Min(whole.End, whole.Start + MostCharacters);
        int end = whole.Start;
        int words = 0;
        for (int i = whole.Start; i < last;)
        {
            int next = i;
            while (next < last && !char.IsWhiteSpace(source[next]))
            {
                next++;
            }

            words += Words(source.AsSpan(i, next - i));
            if (words > MostWords && end > whole.Start)
            {
                break;
            }

            end = next;
            while (next < last && char.IsWhiteSpace(source[next]))
            {
                next++;
            }

            i = next;
        }

        return Ended(source, whole.Start, end);
    }

    /// <summary>Without a comma or full stop at its end, which belong to the sentence and not to the words.</summary>
    private static string Ended(string source, int start, int end)
    {
        int cut = end;
        while (cut > start && source[cut - 1] is ',' or ';' or ':' or '.' && cut - start > 1)
        {
            cut--;
        }

        return source[start..cut];
    }

    private static int Words(ReadOnlySpan<char> token)
    {
        int words = 0;
        bool inside = false;
        for (int i = 0; i < token.Length; i++)
        {
            bool joins = token[i] is '.' or ',' or '\'' or '\u2019' && i + 1 < token.Length && char.IsLetterOrDigit(token[i + 1]);
            bool part = char.IsLetterOrDigit(token[i]) || (inside && joins);
            words += part && !inside ? 1 : 0;
            inside = part;
        }

        return Math.Max(1, words);
    }
}
