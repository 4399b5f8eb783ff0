using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// One term with two definitions. A definition is a term at the beginning of a sentence followed by "means", "is defined as", "is any period"
/// and the like, or, for availability, by how it is calculated. A second definition that refers to the first, that stands right under it as
/// its formula, or that says the same in the same words is none. Definitions of availability have a code of their own, because words and
/// formula can give different percentages for one month.
/// </summary>
internal sealed partial class DoubleDefinitionDetector : ITextDetector
{
    private const double SameWords = 0.85;
    private const int Beside = 2;

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        var definitions = text.All(Meaning()).Concat(text.All(Glossary())).Concat(text.All(Calculation()))
            .Select(hit => (Term: Name(text, hit), hit.Sentence, hit.Match, Body: new TextSpan(hit.Span.End, text.Sentence(hit.Sentence).End)))
            .Where(item => item.Term.Length > 1 && !Pronoun().IsMatch(item.Term))
            .Where(item => !text.Says(item.Body, Reference()))
            .DistinctBy(item => item.Sentence)
            .OrderBy(item => item.Sentence)
            .GroupBy(item => item.Term, StringComparer.Ordinal);
        foreach (var group in definitions)
        {
            var first = group.First();
            foreach (var other in group.Skip(1))
            {
                bool calculated = other.Match.Groups["calculated"].Success;
                if ((calculated && other.Sentence - first.Sentence <= Beside) || Likeness(text, first.Body, other.Body) >= SameWords)
                {
                    continue;
                }

                bool availability = Availability().IsMatch(group.Key);
                TextSpan formula = calculated && other.Body.Length < 20 ? text.Sentence(other.Sentence + 1) : default;
                TextSpan divisor = formula.Length > 0 ? text.Sentence(other.Sentence + 2) : default;
                TextSpan[] rest = text.Says(divisor, Operator()) ? [divisor] : [];
                TextSpan second = formula.Length > 0 ? formula : new TextSpan(other.Match.Index, other.Body.End);
                yield return text.Finding(
                    availability ? "availability_defined_twice" : "term_defined_twice",
                    $"\"{group.Key}\" is defined twice and not in the same way: the two can give different results for one month, and the text does not say which rules. Keep one definition and refer to it.",
                    [First(text, first.Body, first.Match, availability), second, .. rest]);
            }
        }
    }

    private static TextSpan First(AgreementText text, TextSpan body, Match term, bool words) =>
        words && body.Length > 8 ? LineSplitter.Trim(text.Folded, body) : new TextSpan(term.Index, body.End);

    private static string Name(AgreementText text, Hit hit)
    {
        string name = Blanks().Replace(hit.Match.Groups["term"].Value.Trim('"', '\'', ' '), " ");
        return text.Sentence(hit.Sentence).Length > 0 && name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) ? name[..^1] : name;
    }

    private static double Likeness(AgreementText text, TextSpan one, TextSpan two)
    {
        HashSet<string> left = Words(text, one);
        HashSet<string> right = Words(text, two);
        int both = left.Count(right.Contains);
        return left.Count + right.Count == 0 ? 1 : (double)both / (left.Count + right.Count - both);
    }

    private static HashSet<string> Words(AgreementText text, TextSpan span) => [.. text.In(span, Word()).Select(match => match.Value)];

    private const string Term = @"^(?:for\s+(?:the\s+)?purposes?\s+of\s+[^,]{1,60},\s+)?(?:in\s+this\s+[^,]{1,40},\s+)?(?:the\s+term\s+|the\s+|an?\s+)?(?:for\s+[^,""]{1,40},\s+(?=""))?(?<term>""[^""\n]{2,60}""|'[^'\n]{2,60}'|[a-z][a-z-]*(?:\s+[a-z][a-z-]*){0,3}?)(?:\s+\([^()]{1,40}\))?\s+";

    [GeneratedRegex(Term + @"(?:shall\s+mean|will\s+mean|means?|(?:is|are|shall\s+be)\s+(?:defined|understood)\s+(?:as|to\s+be|to\s+mean)|refers?\s+to|denotes?|(?:is|are|shall\s+be)\s+(?:deemed\s+to\s+be\s+|considered\s+(?:to\s+be\s+)?)?(?:any|the|a|an|each)\s+(?:(?:total|continuous|cumulative|consecutive|single|unplanned|aggregate|monthly)\s+)?(?:period|time|number|total|minutes?|hours?|event|percentage|proportion|share|ratio|amount|sum|duration|interval|instance|occurrence|difference|fraction|failure|interruption)s?)\b",
        RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Meaning();

    /// <summary>An entry of a glossary: a term in quotation marks or bold, or one with a noun that only a definition begins with, after a colon, dash or bar.</summary>
    [GeneratedRegex(@"^(?:(?:\*\*|__)?""(?<term>[^""\n]{2,60})""(?:\*\*|__)?\s*(?::|-)\s(?=[a-z])|(?:\*\*|__)(?<term>[a-z][a-z -]{1,50}?):?(?:\*\*|__)\s*(?::|-)?\s(?=(?:the|an?|any|each)\s)|\|?\s*(?<term>[a-z][a-z -]{1,50}?)\s*(?::\s|\s-\s|\||\t)\s*(?=(?:the|an?|any|each)\s(?:\w+\s){0,2}?(?:period|time|number|total|minutes|hours|event|percentage|proportion|ratio|duration|interval|difference|failure|interruption|loss|inability|state|condition|occurrence)\b))",
        RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Glossary();

    [GeneratedRegex(@"^(?:the\s+|an?\s+)?(?<term>""?(?:[a-z][a-z-]*\s+){0,3}(?:availability|uptime)(?:\s+percentage|\s+ratio|\s+rate)?""?)\s*(?:\([^()]{1,40}\)\s*)?(?<calculated>(?:is|shall\s+be|will\s+be|are)\s+(?:calculated|computed|determined)|=|:\s*(?=\())", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Calculation();

    [GeneratedRegex(@"^(?:this|that|it|which|what|he|they|there|these|those|no|each|any|such|we|you|all)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Pronoun();

    /// <summary>"has the meaning given in clause 2", "calculated under section 4": one definition and a pointer to it.</summary>
    [GeneratedRegex(@"\b(?:meaning\s+(?:given|set|ascribed|assigned)|(?:defined|calculated|set\s+out|set\s+forth|described|specified|determined)\s+(?:in|under|by|according\s+to|in\s+accordance\s+with|pursuant\s+to)\s+(?:the\s+)?(?:clause|section|article|annex|appendix|schedule|paragraph|formula))\b|^\s*(?:under|according\s+to|in\s+accordance\s+with|pursuant\s+to)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\b(?:availability|uptime)\b", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Availability();

    [GeneratedRegex(@"^[^.]{0,120}\s[-/\u00F7x*\u00D7+]\s[^.]{0,120}$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Operator();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[a-z0-9]+(?:\.\d+)?", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Word();
}
