using System.Text.RegularExpressions;

namespace Telecom.Contracts.Lint.Text;

/// <summary>A pattern found in a sentence.</summary>
/// <param name="Sentence">Index of the sentence.</param>
/// <param name="Match">What was found; its index counts from the beginning of the text.</param>
internal readonly record struct Hit(int Sentence, Match Match)
{
    /// <summary>Where.</summary>
    public TextSpan Span => Match.Span();
}
