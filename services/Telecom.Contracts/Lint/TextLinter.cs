using Telecom.Contracts.Lint.Detectors;
using Telecom.Contracts.Lint.Text;

namespace Telecom.Contracts.Lint;

/// <summary>
/// Reads the prose of an agreement the way someone who has to compute credits from it would, and reports the places where that cannot be done
/// without a guess. The detectors rest on the language and the layout of agreements in general; none knows a provider. They find what shows
/// on the page; a contradiction that only understanding reveals is a reader's to report (<see cref="LintKind.Reviewed"/>).
/// </summary>
public static class TextLinter
{
    private static readonly ITextDetector[] Detectors =
    [
        new PlaceholderDetector(), new EmptyTableDetector(), new BlankTableDetector(), new ClauseNumberDetector(), new InlineListDetector(), new RangeTargetDetector(), new SoftTargetDetector(),
        new VagueScopeDetector(), new UnmeasurablePromiseDetector(), new MinutesAgainstPercentageDetector(), new WindowAnchorDetector(),
        new DoubleDefinitionDetector(), new DefinitionConflictDetector(), new DefinitionGapDetector(), new MissingUnitDetector(),
        new SeverityInversionDetector(), new TargetPeriodDetector(), new BillingPeriodDetector(), new CreditWithoutAmountDetector(),
        new ThresholdDirectionDetector(), new CreditStepDetector(), new CreditCapDetector(), new MaintenanceDetector(), new HolidayDetector(),
        new BusinessCalendarDetector(), new TimeZoneDetector(), new ProviderDecidesDetector(), new SingleEvidenceDetector(),
        new OtherDocumentDetector(), new OpenExclusionDetector(), new MissingRemedyDetector(), new ReportedDowntimeDetector(),
        new NoticedDowntimeDetector(), new TwoThresholdsDetector(), new UnlinkedCreditDetector(), new StatisticDetector(),
        new CancellationDetector(), new RefundTriggerDetector(), new RefundBaseDetector(),
    ];

    /// <summary>Lints a text.</summary>
    /// <param name="text">The agreement as plain text, in English; Markdown tables are understood.</param>
    /// <returns>What was found, ordered by line, then by code; empty for a sound text.</returns>
    /// <exception cref="ArgumentNullException">There is no text.</exception>
    public static IReadOnlyList<LintFinding> Lint(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        AgreementText agreement = new(text);
        return
        [
            .. Detectors.SelectMany(detector => detector.Find(agreement))
                .DistinctBy(finding => (finding.Code, finding.Line, finding.Quotes[0]))
                .OrderBy(finding => finding.Line)
                .ThenBy(finding => finding.Code, StringComparer.Ordinal),
        ];
    }
}
