namespace Telecom.Contracts.Lint;

/// <summary>One place of an agreement from which what is owed cannot be computed without a guess.</summary>
/// <param name="Code">Stable name of the defect in snake case, for example "target_is_a_range".</param>
/// <param name="Message">What is wrong, why it matters for what is owed, and what would mend it.</param>
/// <param name="Quotes">The words it rests on: exact slices of the text, at most eight words each; several where two places conflict.</param>
/// <param name="Line">Line on which the first quote begins, from 1.</param>
/// <param name="Kind">How the finding was made.</param>
public sealed record LintFinding(string Code, string Message, IReadOnlyList<string> Quotes, int Line, LintKind Kind);
