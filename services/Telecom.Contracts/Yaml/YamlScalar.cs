namespace Telecom.Contracts.Yaml;

/// <summary>A text. Numbers and dates are texts too: what they mean is decided by the field, not by their looks.</summary>
internal sealed record YamlScalar(int Line, int Column, string Text, ScalarType Type = ScalarType.Text) : YamlNode(Line, Column)
{
    /// <summary>More of a text is not shown in an error.</summary>
    private const int Shown = 80;

    /// <summary>True for a plain null.</summary>
    public bool IsNull => Type == ScalarType.Null;

    /// <inheritdoc/>
    public override string Kind => Type switch
    {
        ScalarType.Null => Text.Length == 0 ? "nothing" : "null",
        ScalarType.Boolean => Text,
        _ => Text.Length <= Shown ? $"'{Text}'" : $"'{Text.AsSpan(0, Shown)}...'",
    };

    /// <summary>How a plain scalar is written.</summary>
    public static ScalarType TypeOf(string plain) => plain switch
    {
        "" or "~" or "null" => ScalarType.Null,
        "true" or "false" => ScalarType.Boolean,
        _ => IsNumber(plain) ? ScalarType.Number : ScalarType.Text,
    };

    private static bool IsNumber(string text)
    {
        ReadOnlySpan<char> digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        int point = digits.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? digits : digits[..point];
        return IsDigits(whole) && (point < 0 || IsDigits(digits[(point + 1)..]));
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
