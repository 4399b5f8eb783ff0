using Microsoft.CodeAnalysis;

namespace Telecom.Rating.Tests.Mutants;

/// <summary>A small change of one place of the domain's source.</summary>
/// <param name="Tree">Index of the file.</param>
/// <param name="Path">Its path from the domain's folder.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Old">The node that is replaced.</param>
/// <param name="New">What it is replaced by.</param>
internal sealed record Mutant(int Tree, string Path, int Line, SyntaxNode Old, SyntaxNode New)
{
    public override string ToString() => $"{Path}:{Line}: {Short(Old)}  →  {Short(New)}";

    private static string Short(SyntaxNode node)
    {
        string text = string.Join(' ', node.ToString().Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 90 ? text : text[..90] + "…";
    }
}
