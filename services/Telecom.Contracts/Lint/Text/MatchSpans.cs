using System.Text.RegularExpressions;

namespace Telecom.Contracts.Lint.Text;

/// <summary>Stretches of what a pattern found.</summary>
internal static class MatchSpans
{
    extension(Capture capture)
    {
        /// <summary>The stretch of the text that was captured.</summary>
        public TextSpan Span() => new(capture.Index, capture.Index + capture.Length);
    }
}
