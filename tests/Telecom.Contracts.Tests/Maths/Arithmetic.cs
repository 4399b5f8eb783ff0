using System.Text.RegularExpressions;

namespace Telecom.Contracts.Tests.Maths;

/// <summary>
/// Evaluates + − × ÷ / ^ %, parentheses, ⌈ ⌉, ⌊ ⌋, min(a, b) and max(a, b) over decimals and symbols, exactly. One letter is a symbol.
/// </summary>
internal sealed partial class Arithmetic
{
    private readonly string[] _tokens;
    private readonly IReadOnlyDictionary<string, ExactNumber> _symbols;
    private int _next;

    private Arithmetic(string text, IReadOnlyDictionary<string, ExactNumber> symbols)
    {
        _tokens = [.. Tokens().Matches(text).Select(match => match.Value)];
        _symbols = symbols;
        string read = string.Concat(_tokens);
        Assert.True(read == string.Concat(text.Where(letter => letter != ' ')), $"'{text}' has signs that are no arithmetic");
    }

    /// <summary>The value of an expression.</summary>
    public static ExactNumber Evaluate(string text, IReadOnlyDictionary<string, ExactNumber>? symbols = null)
    {
        Arithmetic reader = new(text, symbols ?? new Dictionary<string, ExactNumber>());
        ExactNumber value = reader.Sum();
        Assert.True(reader._next == reader._tokens.Length, $"'{text}' goes on after its end");
        return value;
    }

    [GeneratedRegex(@"\d+(\.\d+)?|[a-zA-Z]+|[-+−×÷/^%()⌈⌉⌊⌋,]")]
    private static partial Regex Tokens();

    private ExactNumber Sum()
    {
        ExactNumber sum = Product();
        while (Peek() is "+" or "-" or "−")
        {
            sum = Take() == "+" ? sum + Product() : sum - Product();
        }

        return sum;
    }

    private ExactNumber Product()
    {
        ExactNumber product = Power();
        while (Peek() is "×" or "÷" or "/")
        {
            product = Take() == "×" ? product * Power() : product / Power();
        }

        return product;
    }

    private ExactNumber Power()
    {
        ExactNumber value = Value();
        if (Peek() == "^")
        {
            _ = Take();
            value = value.Power((int)Value().Floor());
        }

        if (Peek() == "%")
        {
            _ = Take();
            value /= new ExactNumber(100, 1);
        }

        return value;
    }

    private ExactNumber Value()
    {
        string token = Take();
        switch (token)
        {
            case "-" or "−":
                return new ExactNumber(0, 1) - Value();
            case "(":
                return Closed(")");
            case "⌈":
                return Closed("⌉").Integer(up: true);
            case "⌊":
                return Closed("⌋").Integer(up: false);
            case "min" or "max":
                return Extreme(token == "max");
            default:
                return char.IsAsciiDigit(token[0]) ? ExactNumber.Parse(token)
                    : _symbols.TryGetValue(token, out ExactNumber value) ? value
                    : throw new FormatException($"'{token}' has no value");
        }
    }

    private ExactNumber Extreme(bool most)
    {
        Expect("(");
        ExactNumber best = Sum();
        while (Peek() == ",")
        {
            _ = Take();
            ExactNumber next = Sum();
            best = next.CompareTo(best) > 0 == most ? next : best;
        }

        Expect(")");
        return best;
    }

    private ExactNumber Closed(string end)
    {
        ExactNumber value = Sum();
        Expect(end);
        return value;
    }

    private void Expect(string token)
    {
        string found = Take();
        Assert.True(found == token, $"'{found}' stands where '{token}' should");
    }

    private string? Peek() => _next < _tokens.Length ? _tokens[_next] : null;

    private string Take() => Peek() is { } token ? _tokens[_next++].Length > 0 ? token : "" : throw new FormatException("The expression ends too early");
}
