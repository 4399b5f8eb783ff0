namespace Telecom.Sla.Domain.Numbers;

/// <summary>The one place where a ratio becomes a percentage for people: 4 decimals, half up (rule G1). Nothing reads it back to compare.</summary>
public static class PercentText
{
    /// <summary>Decimals of every percentage.</summary>
    public const int Decimals = 4;

    /// <summary>"99.9500" for 1999/2000.</summary>
    public static string Of(Ratio ratio) => ratio.ToText(100, Decimals);

    /// <summary>As <see cref="Of(Ratio)"/>; empty when there is no ratio.</summary>
    public static string Of(Ratio? ratio) => ratio is { } value ? Of(value) : "";
}
