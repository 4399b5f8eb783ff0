using System.Text.RegularExpressions;

namespace Telecom.Contracts.Lint.Text;

/// <summary>Matches within a stretch of a string.</summary>
internal static class RegionMatches
{
    extension(Regex pattern)
    {
        /// <summary>All matches in a stretch, which the pattern takes for the whole text.</summary>
        public IEnumerable<Match> EnumerateIn(string input, TextSpan span)
        {
            for (Match match = pattern.Match(input, span.Start, span.Length); match.Success; match = match.NextMatch())
            {
                yield return match;
            }
        }
    }
}
