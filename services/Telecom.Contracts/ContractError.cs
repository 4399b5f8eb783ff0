using System.Globalization;

namespace Telecom.Contracts;

/// <summary>One thing that is wrong with a contract document.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Path">Path in the document, for example "versions[0].plans[1].availability_target.value".</param>
/// <param name="Message">What is wrong, with the value, and what is allowed.</param>
public sealed record ContractError(string File, int Line, int Column, string Path, string Message)
{
    /// <summary>"file:line:column: path: message".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Path}: {Message}");
}
