using Telecom.Rating.Tests.Oracle;
using Telecom.Sla.Domain.Statements;

namespace Telecom.Rating.Tests.Properties;

/// <summary>Whether two statements say the same.</summary>
internal static class Same
{
    /// <summary>What differs; null: nothing. The order of claims is that of the evidence and no part of what is said.</summary>
    public static string? Fault(Statement expected, Statement actual)
    {
        string left = Sorted(expected);
        string right = Sorted(actual);
        return left == right ? null : Answer.Difference(left, right);
    }

    private static string Sorted(Statement statement) => string.Join('\n', Answer.Of(statement).Split('\n').Order(StringComparer.Ordinal));
}
