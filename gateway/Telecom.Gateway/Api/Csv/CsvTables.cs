using System.Globalization;
using Telecom.Gateway.Api.Models;

namespace Telecom.Gateway.Api.Csv;

/// <summary>The lists that can be had as tables. Names of columns never change; new columns come last.</summary>
internal static class CsvTables
{
    /// <summary>Circuits.</summary>
    public static CsvTable<CircuitModel> Circuits { get; } = CsvTable.Of<CircuitModel>("circuits",
    [
        new("name", c => c.Name), new("id", c => c.Id), new("displayName", c => c.DisplayName), new("subscription", c => c.Subscription),
        new("region", c => c.Region), new("createdAt", c => c.CreatedAt),
    ]);

    /// <summary>Where circuits stand: availability, and how many of the performance figures are in which state.</summary>
    public static CsvTable<CircuitStatusModel> Statuses { get; } = CsvTable.Of<CircuitStatusModel>("status",
    [
        new("circuit", s => s.Circuit), new("subscription", s => s.Subscription), new("contract", s => s.Contract), new("plan", s => s.Plan),
        new("contractVersion", s => s.ContractVersion), new("periodStart", s => s.Period.Start), new("periodEnd", s => s.Period.End),
        new("ratedStart", s => s.Rated.Start), new("ratedEnd", s => s.Rated.End), new("final", s => s.Final), new("state", s => s.State),
        new("availabilityState", s => s.Availability.State), new("targetPct", s => s.Availability.TargetPct),
        new("availabilityPct", s => s.Availability.AvailabilityPct), new("lowPct", s => s.Availability.LowPct), new("highPct", s => s.Availability.HighPct),
        new("coveragePct", s => s.Availability.CoveragePct), new("measuredMinutes", s => s.Availability.MeasuredMinutes),
        new("downtimeMinutes", s => s.Availability.DowntimeMinutes), new("unmeasuredMinutes", s => s.Availability.UnmeasuredMinutes),
        new("budgetMinutes", s => s.Availability.BudgetMinutes), new("budgetLeftMinutes", s => s.Availability.BudgetLeftMinutes),
        new("outages", s => s.Outages.Count), new("newestSampleAt", s => s.NewestSampleAt), new("sampleCount", s => s.SampleCount),
    ]);

    /// <summary>Outages.</summary>
    public static CsvTable<OutageRecordModel> Outages { get; } = CsvTable.Of<OutageRecordModel>("outages",
    [
        new("name", o => o.Name), new("circuit", o => o.Circuit), new("subscription", o => o.Subscription), new("contract", o => o.Contract),
        new("measuredStart", o => o.Measured.Start), new("measuredEnd", o => o.Measured.End), new("durationMinutes", o => o.DurationMinutes),
        new("ongoing", o => o.Ongoing), new("withdrawn", o => o.Withdrawn), new("countedStart", o => o.Counted?.Start), new("countedEnd", o => o.Counted?.End),
        new("countedBecause", o => o.CountedBecause), new("reportedAt", o => o.ReportedAt), new("cases", o => o.Cases), new("exclusions", o => o.Exclusions),
        new("claims", o => o.Claims), new("recordedAt", o => o.RecordedAt),
    ]);

    /// <summary>Cases.</summary>
    public static CsvTable<CaseModel> Cases { get; } = CsvTable.Of<CaseModel>("cases",
    [
        new("name", c => c.Name), new("subscription", c => c.Subscription), new("circuit", c => c.Circuit), new("severity", c => c.Severity),
        new("cause", c => c.Cause), new("title", c => c.Title), new("state", c => c.State), new("reportedAt", c => c.ReportedAt),
        new("reportedBy", c => c.ReportedBy), new("origin", c => c.Origin), new("escalationLevel", c => c.EscalationLevel),
        new("nextDueAt", c => c.NextDueAt), new("respondState", c => ClockOf(c, "respond")?.State), new("respondDueAt", c => ClockOf(c, "respond")?.DueAt),
        new("fixState", c => ClockOf(c, "fix")?.State), new("fixDueAt", c => ClockOf(c, "fix")?.DueAt),
        new("resolveState", c => ClockOf(c, "resolve")?.State), new("resolveDueAt", c => ClockOf(c, "resolve")?.DueAt),
        new("acknowledgedAt", c => c.Times.AcknowledgedAt), new("respondedAt", c => c.Times.RespondedAt), new("resolvedAt", c => c.Times.ResolvedAt),
        new("endedAt", c => c.Times.EndedAt),
    ]);

    /// <summary>Exclusions.</summary>
    public static CsvTable<ExclusionModel> Exclusions { get; } = CsvTable.Of<ExclusionModel>("exclusions",
    [
        new("name", e => e.Name), new("circuit", e => e.Circuit), new("outage", e => e.Outage), new("start", e => e.Time?.Start), new("end", e => e.Time?.End),
        new("category", e => e.Category), new("clause", e => e.Clause), new("status", e => e.Status), new("evidence", e => e.Evidence),
        new("case", e => e.Case), new("createdBy", e => e.CreatedBy), new("recordedAt", e => e.RecordedAt), new("decidedBy", e => e.DecidedBy),
        new("decidedAt", e => e.DecidedAt), new("decisionReason", e => e.DecisionReason),
    ]);

    /// <summary>Claims.</summary>
    public static CsvTable<ClaimModel> Claims { get; } = CsvTable.Of<ClaimModel>("claims",
    [
        new("name", c => c.Name), new("subscription", c => c.Subscription), new("outage", c => c.Outage), new("case", c => c.Case),
        new("filedBy", c => c.FiledBy), new("filedAt", c => c.FiledAt), new("claimDeadline", c => c.ClaimDeadline?.At),
        new("ticketDeadline", c => c.TicketDeadline?.At), new("ticketNumber", c => c.Contents.TicketNumber), new("subject", c => c.Contents.Subject),
        new("incidentTimes", c => c.Contents.IncidentTimes),
    ]);

    /// <summary>Statements: a line for each rated period.</summary>
    public static CsvTable<StatementModel> Statements { get; } = CsvTable.Of<StatementModel, StatementLine>("statements", 100, StatementLine.Of,
    [
        new("subscription", l => l.Statement.Subscription), new("period", l => l.Statement.Period), new("asOf", l => l.Statement.AsOf),
        new("contract", l => l.Statement.Contract), new("contractSha256", l => l.Statement.ContractSha256), new("version", l => l.OfDocument("version")),
        new("plan", l => l.OfDocument("plan")), new("currency", l => l.OfDocument("currency")), new("kind", l => l.OfPeriod("kind")),
        new("start", l => l.OfPeriod("start")), new("end", l => l.OfPeriod("end")), new("final", l => l.OfPeriod("final")),
        new("availabilityPct", l => l.OfPeriod("availabilityPct")), new("targetPct", l => l.OfPeriod("targetPct")),
        new("coveragePct", l => l.OfPeriod("coveragePct")), new("downtimeMinutes", l => l.OfPeriod("downtimeMinutes")),
        new("excludedMinutes", l => l.OfPeriod("excludedMinutes")), new("budgetLeftMinutes", l => l.OfPeriod("budgetLeftMinutes")),
        new("verdict", l => l.OfPeriod("verdict")), new("creditStatus", l => l.OfCredit("status")), new("creditBasis", l => l.OfCredit("basis")),
        new("creditPct", l => l.OfCredit("pct")), new("creditAmount", l => l.OfCredit("amount")), new("unratedBecause", l => l.Statement.UnratedBecause),
    ]);

    /// <summary>Attainment.</summary>
    public static CsvTable<AttainmentRowModel> Attainment { get; } = CsvTable.Of<AttainmentRowModel>("attainment",
    [
        new("contract", r => r.Contract), new("severity", r => r.Severity), new("clock", r => r.Clock), new("met", r => r.Met),
        new("breached", r => r.Breached), new("open", r => r.Open), new("unjudged", r => r.Unjudged), new("attainmentPct", r => r.AttainmentPct),
        new("percentiles", r => r.Percentiles.Select(p => string.Create(CultureInfo.InvariantCulture, $"p{p.Percent}={p.Minutes}"))),
    ]);

    private static ClockModel? ClockOf(CaseModel found, string name) => found.Clocks.FirstOrDefault(clock => clock.Name == name);
}
