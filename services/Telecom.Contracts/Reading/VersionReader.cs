using NodaTime;
using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Reading;

/// <summary>Reads versions of an agreement.</summary>
internal sealed class VersionReader(ParameterReader parameters, Parameter<DateTimeZone> zone, ErrorList errors)
{
    private static readonly ValueField<string> Version = new("version", ValueRules.Title, "", "Id of the version");
    private static readonly ValueField<LocalDate> From = new("effective_from", ValueRules.Date, new LocalDate(1970, 1, 1), "First day of the version, in the contract's zone");

    private static readonly ParameterField<PeriodKind> Period = new(
        "period",
        ValueRules.OneOf(("calendar_month", PeriodKind.CalendarMonth), ("billing_cycle", PeriodKind.BillingCycle)),
        PeriodKind.CalendarMonth,
        "The periods that the agreement is rated in");

    private static readonly ParameterField<string?> Currency = new(
        "currency", TermRules.Currency.As<string?>(code => code), null, "Currency, only where the text denominates credits", Required: false);

    private static readonly FormField Calendar = new("calendar", CalendarReader.Form, "Working days and hours", Required: false);
    private static readonly FormField Detection = new("detection", DetectionReader.Form, "How outages are detected from slices", Required: false);
    private static readonly FormField Availability = new("availability", AvailabilityReader.Form, "What is promised about availability", Required: false);

    private static readonly ValueField<string> PlanId = new("id", ValueRules.Id, "", "Id of the plan");
    private static readonly ValueField<string> PlanName = new("name", ValueRules.Title, "", "Name in the text");

    private static readonly ParameterField<Ratio> PlanTarget = new(
        "availability_target", ValueRules.Percent, default, "Share of the service time that must be up; absent: that of all plans", Required: false);

    private static readonly Form Plan = new("plan", "A plan that customers subscribe to", PlanId, PlanName, PlanTarget);
    private static readonly ListField Plans = new("plans", Plan, "The plans", Least: 1);
    private static readonly FormField Events = new("events", EventReader.Form, "An objective over countable things", Required: false);
    private static readonly ListField Performance = new("performance", PerformanceReader.Form, "Limits on performance figures", Required: false);

    private static readonly ParameterField<string> PerformanceCredit = new(
        "performance_credit", ValueRules.OneOf(("unspecified", "unspecified")), "unspecified", "Credit for missed performance whose amount the text does not say", Required: false);

    private static readonly FormField Credit = new("credit", CreditReader.Form, "How much is owed for a missed promise", Required: false);
    private static readonly FormField Claims = new("claims", ClaimReader.Form, "What a customer must do to get a credit", Required: false);
    private static readonly FormField Cases = new("cases", CaseLevelReader.Form, "Clocks of support cases", Required: false);

    private readonly AvailabilityReader _availability = new(parameters);
    private readonly AccountReader _account = new(parameters);

    /// <summary>Form of a version.</summary>
    public static Form Form { get; } = new(
        "version",
        "A version of the agreement; it holds until the next one's first day",
        Version,
        From,
        Period,
        Currency,
        Calendar,
        Detection,
        Availability,
        Plans,
        Events,
        Performance,
        PerformanceCredit,
        Credit,
        Claims,
        AccountReader.Gates,
        Cases,
        AccountReader.Commitments,
        AccountReader.Obligations,
        AccountReader.Rights,
        AccountReader.Settlements);

    /// <summary>Reads all versions of a document.</summary>
    public IReadOnlyList<ContractVersion> Read(IEnumerable<MapReader> items)
    {
        ReadingSite[] ofDocument = [.. parameters.Sites];
        List<ContractVersion> versions = [];
        foreach (MapReader map in items)
        {
            ContractVersion version = ReadVersion(map, ofDocument);
            if (versions.Any(other => other.Id == version.Id))
            {
                map.Refuse(Version.Name, $"version '{version.Id}' stands twice");
            }

            if (versions.Count > 0 && map[From.Name] is { } from && version.EffectiveFrom <= versions[^1].EffectiveFrom)
            {
                errors.Add(from, map.PathOf(From.Name), $"{from.Kind} is not after the version before; versions stand in order");
            }

            versions.Add(version);
        }

        return versions;
    }

    private ContractVersion ReadVersion(MapReader map, ReadingSite[] ofDocument)
    {
        int before = parameters.Sites.Count;
        string id = map.Value(Version);
        UtcInstant from = MonthPeriods.StartOfDay(map.Value(From), zone.Value);
        Parameter<PeriodKind> period = parameters.Read(map, Period);
        Parameter<string?> currency = parameters.Read(map, Currency);
        DetectionParameters? detection = map.Open(Detection, DetectionReader.Form) is { } slices ? new DetectionReader(parameters).Read(slices) : null;
        AvailabilitySection? availability = map.Open(Availability, AvailabilityReader.Form) is { } section ? _availability.Read(section) : null;
        List<(string Id, string Name, Parameter<Ratio>? Target)> plans = ReadPlans(map, availability);
        IReadOnlyList<PerformanceParameters> performance = new PerformanceReader(parameters, errors).Read(map.Items(Performance.Name), [.. plans.Select(plan => plan.Id)]);
        TermsUnder<CaseTerms>? cases = map.Open(Cases, CaseLevelReader.Form) is { } clocks ? new CaseLevelReader(parameters, errors).Read(clocks) : null;
        VersionTerms terms = new()
        {
            Zone = zone.Under,
            Currency = currency.Under,
            Period = period.Under,
            Calendar = map.Open(Calendar, CalendarReader.Form) is { } calendar ? new CalendarReader(parameters, errors).Read(calendar, zone) : CalendarReader.Default(zone),
            Availability = availability,
            Events = map.Open(Events, EventReader.Form) is { } events ? new EventReader(parameters).Read(events) : null,
            Performance = performance,
            PerformanceCreditClause = parameters.Optional(map, PerformanceCredit)?.Clause,
            Credit = map[Credit.Name] is { } credit ? new CreditReader(parameters, errors).Read(credit, map.PathOf(Credit.Name), map[Currency.Name] is not null) : null,
            Claims = map.Open(Claims, ClaimReader.Form) is { } claims ? new ClaimReader(parameters).Read(claims) : null,
            Cases = cases,
            Gates = _account.ReadGates(map),
            Commitments = _account.ReadCommitments(map),
            Obligations = _account.ReadObligations(map),
            Rights = _account.ReadRights(map),
            Settlements = _account.ReadSettlements(map),
        };
        return new ContractVersion(
            id,
            from,
            [.. plans.Select(plan => new ContractPlan(plan.Id, plan.Name, plan.Target, availability?.MissingData, detection, performance))],
            ReadingCollector.Collect([.. ofDocument, .. parameters.Sites.Skip(before)]),
            terms);
    }

    private List<(string Id, string Name, Parameter<Ratio>? Target)> ReadPlans(MapReader version, AvailabilitySection? availability)
    {
        List<(string Id, string Name, Parameter<Ratio>? Target)> plans = [];
        foreach (MapReader map in version.Open(Plans, Plan))
        {
            string id = map.Value(PlanId);
            map.RefuseSecond(PlanId.Name, plans.Select(other => other.Id), id);
            Parameter<Ratio>? own = parameters.Optional(map, PlanTarget);
            if (own is not null && availability is null)
            {
                map.Refuse(PlanTarget.Name, "the version has no availability section that says how it counts");
            }

            if (own is null && availability is { Target: null })
            {
                map.Refuse(PlanTarget.Name, "the field is missing: neither the plan nor availability.target has a target");
            }

            plans.Add((id, map.Value(PlanName), own ?? availability?.Target));
        }

        return plans;
    }
}
