using System.Text.RegularExpressions;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint.Detectors;

/// <summary>
/// Clause numbers and list letters that skip or repeat. Every label continues one of the lists that are open (the innermost that expects it),
/// or begins a new list at 1, "a" or "i"; a label that does neither is out of order. A label on its own style (1., 1), a), (a), 12.3) never
/// continues a list of another style. Lists may restart, a text may begin in the middle, Markdown
/// lists may repeat "1.", and numbers that the text says are reserved or left blank are not missing.
/// </summary>
internal sealed partial class ClauseNumberDetector : ITextDetector
{
    /// <summary>A text with a longer line has one paragraph on each line, and no line of it breaks a sentence.</summary>
    private const int WidestWrapped = 120;
    private const int NarrowestWrapped = 50;

    /// <summary>The code of a finding on numbering.</summary>
    public const string Code = "clause_numbers_skip";

    /// <summary>What such a finding says.</summary>
    public const string Message = "The numbering jumps or repeats here: a clause may be missing, or two clauses answer to one number, and a reference to it decides nothing. "
        + "Restore the missing clause or renumber, and check the references.";

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(AgreementText text)
    {
        LabelSequences sequences = new();
        bool wrapped = text.Lines.Max(line => line.Length) <= WidestWrapped;
        TextSpan previous = default;
        foreach (TextSpan whole in text.Lines)
        {
            TextSpan line = LineSplitter.Trim(text.Folded, whole);
            if (line.Length == 0)
            {
                previous = default;
                continue;
            }

            bool left = ReservedNumbers.Read(text, line) is { } reserved && sequences.Pass(reserved);
            if (!left && !BreaksASentence(text, previous, wrapped))
            {
                foreach (ClauseLabel label in ClauseLabel.Read(text, line).Concat(Heading(text, previous, line, sequences)))
                {
                    if (sequences.Follow(label) is { } before)
                    {
                        yield return text.Finding(Code, Message, before, label.Span);
                    }
                }
            }

            previous = line;
        }
    }

    /// <summary>A bare number counts from 1 on, and only where a block begins; else it is a figure.</summary>
    private static IEnumerable<ClauseLabel> Heading(AgreementText text, TextSpan previous, TextSpan line, LabelSequences sequences) =>
        (previous.Length == 0 || text.Folded[previous.End - 1] == '.' || text.Folded[line.Start] is '#' or '\u00A7' || ClauseLabel.Bare(text, previous) is not null)
        && ClauseLabel.Bare(text, line) is { } label && (label.Number == 1 || sequences.Has(ClauseLabel.BareStyle)) ? [label] : [];

    /// <summary>A number at the beginning of a wrapped line is a figure or a reference of the sentence that goes on.</summary>
    private static bool BreaksASentence(AgreementText text, TextSpan previous, bool wrapped) =>
        previous.Length > 0 && ((wrapped && previous.Length >= NarrowestWrapped && Open().IsMatch(text.At(previous))) || Reference().IsMatch(text.At(previous)));

    [GeneratedRegex(@"[a-z0-9""')]$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Open();

    [GeneratedRegex(@"\b(?:clauses?|sections?|paragraphs?|articles?|in|to|of|under|than|within|least|by|at|the|or)$", RegexOptions.CultureInvariant, Patterns.Limit)]
    private static partial Regex Reference();
}
