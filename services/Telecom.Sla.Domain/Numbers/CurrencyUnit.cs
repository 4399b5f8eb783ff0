using System.Diagnostics.CodeAnalysis;

namespace Telecom.Sla.Domain.Numbers;

/// <summary>A currency with the decimals of its minor unit (ISO 4217).</summary>
/// <param name="Code">Three capital letters.</param>
/// <param name="Decimals">Decimals of the minor unit: 0, 2, 3 or 4.</param>
public sealed record CurrencyUnit(string Code, int Decimals)
{
    /// <summary>What a code must look like, for error messages.</summary>
    public const string Rule = "an ISO 4217 code of three capital letters, for example USD";

    private static readonly string[] WithoutDecimals =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly string[] WithThree = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    private static readonly string[] WithFour = ["CLF", "UYW"];

    /// <summary>The currency of a code. Minor units that differ from two decimals are those of ISO 4217:2015 (list one).</summary>
    public static bool TryParse(string? code, [NotNullWhen(true)] out CurrencyUnit? currency)
    {
        currency = code is { Length: 3 } && code.All(char.IsAsciiLetterUpper) ? new CurrencyUnit(code, DecimalsOf(code)) : null;
        return currency is not null;
    }

    private static int DecimalsOf(string code) => WithoutDecimals.Contains(code, StringComparer.Ordinal) ? 0
        : WithThree.Contains(code, StringComparer.Ordinal) ? 3
        : WithFour.Contains(code, StringComparer.Ordinal) ? 4
        : 2;
}
