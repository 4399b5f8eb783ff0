namespace Telecom.Agent.Configuration;

/// <summary>One thing that is wrong in a configuration file.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Path">Path of the field, for example "circuits[2].cadence"; empty for the document.</param>
/// <param name="Message">What is wrong, with the value, and what is allowed.</param>
internal sealed record ConfigurationError(long Line, long Column, string Path, string Message)
{
    /// <summary>"line:column: path: message".</summary>
    public override string ToString() => FormattableString.Invariant($"{Line}:{Column}: {(Path.Length == 0 ? "" : Path + ": ")}{Message}");
}
