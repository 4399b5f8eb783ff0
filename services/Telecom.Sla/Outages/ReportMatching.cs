using Telecom.Sla.V1;

namespace Telecom.Sla.Outages;

/// <summary>
/// Gives customers' reports to the outages that they are about. A report is about the latest outage of its circuit that had begun by then
/// and goes on, or ended at most some time before. The earliest report of an outage says when it was reported; every case is linked. Pure.
/// </summary>
/// <param name="afterEndUs">Longest time from an outage's end to a report about it, microseconds.</param>
/// <param name="pendingUs">Longest time that a report waits for its outage to be detected, from its receipt, microseconds.</param>
internal sealed class ReportMatching(long afterEndUs, long pendingUs)
{
    /// <summary>Adds the events of reports that have no outage yet.</summary>
    /// <param name="plan">Where events go.</param>
    public void Add(OutagePlan plan)
    {
        foreach (ReportReceived report in plan.State.Reports.Values.OrderBy(report => report.ReportedAtUs).ThenBy(report => report.Case, StringComparer.Ordinal))
        {
            OutageFact[] has = [.. plan.State.Outages.Values.Where(outage => outage.Reports.Contains(report.Case))];

            // A report whose outage was withdrawn is free again, however old: the outage may be part of another one now.
            bool waits = has.Length > 0 ? has.All(outage => outage.Withdrawn) : plan.Now.Microseconds - report.RecordedAtUs <= pendingUs;
            if (waits && Find(plan.State, report) is { } outage)
            {
                plan.Append(OutageEventKind.Reported, With(outage, report), report.Case);
            }
        }
    }

    private OutageFact? Find(CircuitOutages state, ReportReceived report) => state.Live
        .Where(outage => outage.StartUs <= report.ReportedAtUs && (outage.Ongoing || report.ReportedAtUs <= outage.EndUs + afterEndUs))
        .MaxBy(outage => outage.StartUs);

    private static OutageFact With(OutageFact outage, ReportReceived report) => outage with
    {
        ReportedAtUs = outage.ReportedAtUs == 0 ? report.ReportedAtUs : Math.Min(outage.ReportedAtUs, report.ReportedAtUs),
        Reports = [.. outage.Reports, report.Case],
        Cases = outage.Cases.Contains(report.Case) ? outage.Cases : [.. outage.Cases, report.Case],
    };
}
