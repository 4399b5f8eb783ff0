using System.Text.RegularExpressions;

namespace Telecom.Contracts.Tests.Maths;

/// <summary>Checks a chain of steps, for example "90 / 43200 = 0.002083 &lt; 0.0021".</summary>
internal static partial class WorkedLine
{
    /// <summary>True when every step holds: a printed decimal stands for what rounds to it, everything else is exact.</summary>
    public static bool Holds(string line)
    {
        string[] parts = Relations().Split(line);
        for (int i = 0; i + 2 < parts.Length; i += 2)
        {
            if (!Holds(parts[i].Trim(), parts[i + 1], parts[i + 2].Trim()))
            {
                return false;
            }
        }

        return parts.Length >= 3;
    }

    /// <summary>What a chain comes to: the first side of its first step, exactly.</summary>
    public static ExactNumber ValueOf(string line) => Arithmetic.Evaluate(Relations().Split(line)[0]);

    /// <summary>True when two sides are equal, or round to the one of them that is a printed decimal.</summary>
    public static bool AreEqual(ExactNumber left, string leftText, ExactNumber right, string rightText)
    {
        int? decimals = Decimals(rightText) ?? Decimals(leftText);
        return decimals is { } printed ? left.Round(printed) == right.Round(printed) : left == right;
    }

    private static bool Holds(string left, string relation, string right)
    {
        ExactNumber first = Arithmetic.Evaluate(left);
        ExactNumber second = Arithmetic.Evaluate(right);
        return relation switch
        {
            "=" => AreEqual(first, left, second, right),
            "<" => first.CompareTo(second) < 0,
            ">" => first.CompareTo(second) > 0,
            "≤" => first.CompareTo(second) <= 0,
            _ => first.CompareTo(second) >= 0,
        };
    }

    /// <summary>Decimals of a number that stands alone; null when it is an integer or an expression, which are exact.</summary>
    private static int? Decimals(string text)
    {
        Match alone = Number().Match(text);
        return alone.Success ? ExactNumber.DecimalsOf(alone.Groups[1].Value) + (alone.Groups[2].Success ? 2 : 0) : null;
    }

    [GeneratedRegex("([=<>≤≥])")]
    private static partial Regex Relations();

    [GeneratedRegex(@"^[-−]?(\d+\.\d+)( ?%)?$")]
    private static partial Regex Number();
}
