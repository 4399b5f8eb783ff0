namespace Telecom.Contracts.Lint.Text;

/// <summary>A stretch of the text, half-open; the default is an empty stretch at its beginning.</summary>
/// <param name="Start">First character, from 0.</param>
/// <param name="End">The character after the last.</param>
internal readonly record struct TextSpan(int Start, int End)
{
    /// <summary>Number of characters.</summary>
    public int Length => End - Start;
}
