namespace Telecom.Contracts.Yaml;

/// <summary>A node of a document with its place.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal abstract record YamlNode(int Line, int Column)
{
    /// <summary>What it is, for errors.</summary>
    public abstract string Kind { get; }
}
