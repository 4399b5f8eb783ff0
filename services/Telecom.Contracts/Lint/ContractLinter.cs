using Telecom.Contracts.Lint.Documents;

namespace Telecom.Contracts.Lint;

/// <summary>
/// Reports where an agreement, as its document has it, does not say what is owed. A document shows that by its structure: an empty table, a
/// value that only the provider sets, a parameter with another value under another reading. What only a reader of the text can see stands in
/// the document's list of reviewed findings and is reported with the rest. No check knows a contract; all of them hold for any document.
/// </summary>
public static class ContractLinter
{
    private static readonly IDocumentCheck[] Checks =
    [
        new EmptyTableCheck(), new TierGapCheck(), new TierOrderCheck(), new TierAboveCapCheck(), new CapAboveChargesCheck(), new MissingCapCheck(),
        new CreditStepCheck(), new TwoDurationsCheck(), new UnlinkedCreditCheck(), new RefundBaseCheck(), new RefundTriggerCheck(),
        new PerformanceCreditCheck(), new CancellationCheck(), new PeriodCheck(), new YearTargetCheck(), new FormulaCheck(),
        new MinutesCheck(), new ReportedDowntimeCheck(), new NoticedDowntimeCheck(), new SingleEvidenceCheck(), new WindowAnchorCheck(),
        new BusinessCalendarCheck(), new HolidayCheck(), new TimeZoneCheck(), new SeverityInversionCheck(), new RangeTargetCheck(),
        new CommitmentCheck(), new ObligationCheck(),
    ];

    /// <summary>Lints a document. The line of a finding is that of the parameter that shows it, or of the reviewed entry.</summary>
    /// <param name="yaml">The document: UTF-8 YAML, at most <see cref="ContractLoader.MaxBytes"/>.</param>
    /// <param name="fileName">Name for the errors.</param>
    public static ContractLintResult Lint(ReadOnlySpan<byte> yaml, string fileName)
    {
        ContractLoadResult loaded = ContractLoader.Load(yaml, fileName);
        if (loaded.Document is not { } document)
        {
            return new ContractLintResult([], loaded.Errors);
        }

        DocumentSection contract = DocumentSection.Of(yaml, document);
        IEnumerable<LintFinding> structural = contract.Items("versions")
            .Select(version => new LintedVersion(contract, version))
            .SelectMany(version => Checks.SelectMany(check => check.Find(version)));
        IEnumerable<LintFinding> reviewed = document.Reviewed
            .Select(finding => new LintFinding(finding.Code, finding.Message, finding.Quotes, finding.Line, LintKind.Reviewed));
        return new ContractLintResult(FindingMerger.Merge([.. structural, .. reviewed]), []);
    }
}
