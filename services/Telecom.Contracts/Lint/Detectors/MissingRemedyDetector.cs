using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// An absolute promise ("is never disclosed", "zero data loss is guaranteed") for whose breach the text gives nothing: no sentence speaks of
/// the same thing and of a credit, a refund, damages or termination.
/// </summary>
internal sealed partial class MissingRemedyDetector : ITextDetector
{
    private const int FewestLetters = 5;

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        List<Hit> promises = [.. text.All(Absolute())];
        if (promises.Count == 0)
        {
            yield break;
        }

        HashSet<string> remedied = [.. text.Sentences.Where(sentence => text.Says(sentence, Remedy())).SelectMany(sentence => text.In(sentence, Word()).Select(match => Stem(match.Value)))];
        foreach (Hit hit in promises)
        {
            TextSpan sentence = text.Sentence(hit.Sentence);
            if (!text.Says(sentence, Remedy()) && !text.Says(sentence with { End = hit.Match.Index }, ByCustomer()) && !remedied.Contains(Stem(hit.Match.Groups["what"].Value)))
            {
                yield return text.Finding(
                    "commitment_without_remedy",
                    "The promise is absolute, but nothing follows from breaking it: a breach can be recorded and no credit computed. Attach a remedy, or say that there is none.",
                    sentence with { Start = hit.Match.Index });
            }
        }
    }

    private static string Stem(string word) => word.Length > FewestLetters ? word[..FewestLetters] : word;

    [GeneratedRegex(@"\b(?:never|not\s+ever)\s+(?:be\s+|been\s+|knowingly\s+|intentionally\s+)?(?!exceed|limit|be\b|deem|liab|less|more|constitut|entitle|accrue|count|mean|stop|sleep|settle)(?<what>[a-z]{4,})|\b(?<what>zero\s+(?:data\s+loss|downtime))\s+(?:is\s+)?guaranteed|\bguarantees?\s+(?<what>zero\s+(?:data\s+loss|downtime))", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Absolute();

    [GeneratedRegex(Patterns.Credit + @"|\b(?:damages|liable|liability|terminat\w+|indemni\w+|liquidated|deduct\w*|compensat\w+)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Remedy();

    [GeneratedRegex(@"\b" + Patterns.Buyer + @"\s+(?:should|must|shall|may|will|can)\s*$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex ByCustomer();

    [GeneratedRegex(@"\b[a-z]{4,}", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Word();
}
