using Telecom.Contracts.Reading;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Contracts.Lint.Documents;

/// <summary>What checks ask of parameters.</summary>
internal static class ParameterFacts
{
    /// <summary>True when the text does not state it: the provider set it, or it is absent.</summary>
    public static bool IsTheProviders(this ContractParameter? parameter) => parameter is null or { Origin: ParameterOrigin.Provider };

    /// <summary>True when the text can be read in another way that gives it another value.</summary>
    public static bool HasOtherReading(this ContractParameter parameter) => parameter.Otherwise.Count > 0;

    /// <summary>The duration that a parameter is, microseconds; null when it is a word.</summary>
    public static long? AsDuration(this string value) => ValueRules.Duration.Parse(value, out long us) ? us : null;

    /// <summary>The percentage that a value is.</summary>
    public static Ratio AsPercent(this string value) => ValueRules.Percent.Parse(value, out Ratio share)
        ? share
        : throw new InvalidOperationException($"'{value}' is no percentage");

    /// <summary>A finding that parameters show, at the first of them, with the quotes that they have.</summary>
    /// <param name="first">The parameter at whose line the finding stands.</param>
    /// <param name="code">Code of the defect.</param>
    /// <param name="message">What is wrong, what depends on it, and what would mend it.</param>
    /// <param name="others">Other parameters that show it.</param>
    public static LintFinding Finding(this ContractParameter first, string code, string message, params IEnumerable<ContractParameter?> others) =>
        new(code, message, [.. others.Prepend(first).Select(parameter => parameter?.Quote).OfType<string>()], first.Line, LintKind.Structural);
}
