namespace Telecom.Contracts.Lint.Text;

/// <summary>
/// A view of the text in which patterns stay short: lower case, one kind of dash, of quotation mark, of blank and of line end. Every
/// character is replaced by exactly one other, so a place in the view is the same place in the text, and quotes stay verbatim.
/// </summary>
internal static class Folding
{
    /// <summary>The view of a text, of the same length.</summary>
    public static string Fold(string source) => string.Create(source.Length, source, static (target, text) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            // A carriage return ends a line only where no line feed follows.
            target[i] = text[i] == '\r' ? (i + 1 < text.Length && text[i + 1] == '\n' ? ' ' : '\n') : Fold(text[i]);
        }
    });

    private static char Fold(char c) => c switch
    {
        '\n' or '\t' => c,
        >= 'a' and <= 'z' or >= '0' and <= '9' or ' ' => c,
        '\u2028' or '\u2029' or '\u0085' => '\n',
        >= '\u2010' and <= '\u2015' or '\u2212' or '\uFE58' or '\uFE63' or '\uFF0D' => '-',
        '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' or '`' or '\u00B4' => '\'',
        '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u2033' or '\u00AB' or '\u00BB' => '"',
        '\uFF05' or '\uFE6A' => '%',
        >= '\uFF10' and <= '\uFF19' => (char)(c - '\uFF10' + '0'),
        '\u25E6' or '\u25AA' or '\u25CF' or '\u2023' or '\u00B7' or '\u2043' or '\uF0B7' => '\u2022',
        '\u200B' or '\uFEFF' or '\u00AD' => ' ',
        _ => char.IsWhiteSpace(c) ? ' ' : char.ToLowerInvariant(c),
    };
}
