using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint;

/// <summary>Looks for one kind of defect on grounds that hold for any agreement.</summary>
internal interface ITextDetector
{
    /// <summary>The defects of this kind; none when the text is sound in this respect.</summary>
    IEnumerable<LintFinding> Find(AgreementText text);
}
