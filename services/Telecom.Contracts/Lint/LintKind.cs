namespace Telecom.Contracts.Lint;

/// <summary>How a finding was made.</summary>
public enum LintKind
{
    /// <summary>By the structure of a contract document: a parameter that is missing, a row that has no value.</summary>
    Structural,

    /// <summary>By a general detector on the prose of an agreement.</summary>
    Detected,

    /// <summary>By a reader, who left it in the contract document.</summary>
    Reviewed,
}
