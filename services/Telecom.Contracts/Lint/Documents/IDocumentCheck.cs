namespace Telecom.Contracts.Lint.Documents;

/// <summary>Looks for one kind of defect that the structure of a contract document shows.</summary>
internal interface IDocumentCheck
{
    /// <summary>The defects of this kind in a version; none when it is sound in this respect.</summary>
    IEnumerable<LintFinding> Find(LintedVersion version);
}
