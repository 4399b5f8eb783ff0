using System.Buffers;
using System.Globalization;

namespace Telecom.Contracts.Lint.Text;

/// <summary>Reads numbers in digits and in words.</summary>
internal static class NumberText
{
    /// <summary>Larger numbers are no figures of an agreement; the bound keeps products within range.</summary>
    private const decimal Largest = 1_000_000_000m;

    private static readonly SearchValues<char> Numeral = SearchValues.Create("0123456789.,");

    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>The first number of a folded piece of text: "seven (7)" is 7, "99,9" is 99.9, "1,000" is 1000; none: null.</summary>
    public static decimal? Parse(ReadOnlySpan<char> folded)
    {
        int digit = folded.IndexOfAnyInRange('0', '9');
        int letter = folded.IndexOfAnyInRange('a', 'z');
        return digit >= 0 && (letter < 0 || digit < letter) ? Digits(folded[digit..]) : Words(folded);
    }

    private static decimal? Digits(ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAnyExcept(Numeral);
        ReadOnlySpan<char> number = (length < 0 ? text : text[..length]).TrimEnd(".,");
        int comma = number.LastIndexOf(',');
        // "1,000" groups thousands; "99,9" is a decimal comma.
        string plain = comma >= 0 && number.Length - comma != 4 ? number.ToString().Replace(',', '.') : number.ToString().Replace(",", "", StringComparison.Ordinal);
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && value <= Largest ? value : null;
    }

    private static decimal? Words(ReadOnlySpan<char> text)
    {
        decimal? value = null;
        foreach (string word in text.ToString().Split([' ', '-', '\n', '('], StringSplitOptions.RemoveEmptyEntries))
        {
            int small = Array.IndexOf(Small, word);
            int tens = Array.IndexOf(Tens, word);
            if (word == "hundred")
            {
                return 100;
            }

            if (small < 0 && tens < 0)
            {
                if (value is not null)
                {
                    return value;
                }

                continue;
            }

            value = (value ?? 0) + (small >= 0 ? small : (tens + 2) * 10);
        }

        return value;
    }
}
