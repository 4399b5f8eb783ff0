using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts.Reading;

/// <summary>Reads what is promised about availability and how it counts.</summary>
internal sealed class AvailabilityReader(ParameterReader parameters)
{
    private static readonly ParameterField<Ratio> Target = new(
        "target", ValueRules.Percent, default, "Share of the service time that must be up, for all plans that have no target of their own", Required: false);

    private static readonly ParameterField<Ratio?> YearTarget = new(
        "year_target", ValueRules.Percent.As<Ratio?>(share => share), null, "Share of a calendar year that must be up", Required: false);

    private static readonly ParameterField<long?> DowntimeLimit = new(
        "downtime_limit", TermRules.DurationOrNone, null, "Downtime that is allowed in any period, where minutes decide instead of the percentage", Required: false);

    private static readonly ParameterField<AvailabilityFormula> Formula = new(
        "formula",
        ValueRules.OneOf(("uptime_share", AvailabilityFormula.UptimeShare), ("target_minus_downtime", AvailabilityFormula.TargetMinusDowntime)),
        AvailabilityFormula.UptimeShare,
        "How availability is made of time; default uptime_share",
        Required: false);

    private static readonly ParameterField<ServiceTimeKind> ServiceTime = new(
        "service_time",
        ValueRules.OneOf(("always", ServiceTimeKind.Always), ("workdays", ServiceTimeKind.Workdays), ("working_hours", ServiceTimeKind.WorkingHours)),
        ServiceTimeKind.Always,
        "The time that the promise covers; default always",
        Required: false);

    private static readonly ParameterField<AccrualStart> Accrual = new(
        "accrual",
        ValueRules.OneOf(
            ("measured", AccrualStart.Measured), ("report", AccrualStart.Report), ("recognition", AccrualStart.Recognition),
            ("recognition_and_notice", AccrualStart.RecognitionAndNotice)),
        AccrualStart.Measured,
        "From when an outage counts; default measured",
        Required: false);

    private static readonly ParameterField<bool> NeedsConfirmation = new(
        "needs_confirmation", TermRules.YesNo, false, "Whether the provider must confirm an outage; default no", Required: false);

    private static readonly ParameterField<bool> AccessibleIsUp = new(
        "accessible_is_up", TermRules.YesNo, false, "Whether a failure during which the service stayed accessible is no downtime; default no", Required: false);

    private static readonly ParameterField<MissingDataPolicy> MissingData = new(
        "missing_data", ValueRules.MissingData, MissingDataPolicy.Undetermined, "What unmeasured time means for the verdict");

    private static readonly ParameterField<long> MergeGap = new(
        "merge_gap", ValueRules.Duration, 0, "Outages at most this far apart count as one, gap included; default 0 s", Required: false);

    private static readonly ParameterField<long> MinimumOutage = new(
        "minimum_outage", ValueRules.Duration, 0, "Outages that are shorter are no downtime; default 0 s", Required: false);

    private static readonly ParameterField<string?> SourceOfRecord = new(
        "source_of_record", ValueRules.Id.As<string?>(id => id), null, "The measurement that decides disputes; absent: all count alike", Required: false);

    private static readonly FormField Maintenance = new("maintenance", ExclusionReader.MaintenanceForm, "How maintenance windows count");
    private static readonly ListField Exclusions = new("exclusions", ExclusionReader.Form, "How excluded time counts, by category");

    /// <summary>Its form.</summary>
    public static Form Form { get; } = new(
        "availability",
        "What is promised about availability and how it counts",
        Target,
        YearTarget,
        DowntimeLimit,
        Formula,
        ServiceTime,
        Accrual,
        NeedsConfirmation,
        AccessibleIsUp,
        MissingData,
        MergeGap,
        MinimumOutage,
        SourceOfRecord,
        Maintenance,
        Exclusions);

    /// <summary>Reads it.</summary>
    public AvailabilitySection Read(MapReader map)
    {
        Parameter<Ratio>? target = parameters.Optional(map, Target);
        Parameter<Ratio?> year = parameters.Read(map, YearTarget);
        Parameter<long?> limit = parameters.Read(map, DowntimeLimit);
        Parameter<AvailabilityFormula> formula = parameters.Read(map, Formula);
        Parameter<ServiceTimeKind> service = parameters.Read(map, ServiceTime);
        Parameter<AccrualStart> accrual = parameters.Read(map, Accrual);
        Parameter<bool> confirmation = parameters.Read(map, NeedsConfirmation);
        Parameter<bool> accessible = parameters.Read(map, AccessibleIsUp);
        Parameter<MissingDataPolicy> missing = parameters.Read(map, MissingData);
        Parameter<long> gap = parameters.Read(map, MergeGap);
        Parameter<long> least = parameters.Read(map, MinimumOutage);
        Parameter<string?> source = parameters.Read(map, SourceOfRecord);
        ExclusionReader exclusions = new(parameters);
        TermsUnder<ExclusionTerms> maintenance = exclusions.ReadMaintenance(map.Open(Maintenance, ExclusionReader.MaintenanceForm));
        TermsUnder<IReadOnlyDictionary<string, ExclusionTerms>> categories = exclusions.Read(map.Open(Exclusions, ExclusionReader.Form));
        return new AvailabilitySection(target, missing, (own, readings) => new AvailabilityTerms
        {
            Target = own.Under(readings),
            Clause = own.Clause,
            YearTarget = year.Under(readings),
            DowntimeLimitUs = limit.Under(readings),
            Formula = formula.Under(readings),
            ServiceTime = service.Under(readings),
            Accrual = accrual.Under(readings),
            NeedsConfirmation = confirmation.Under(readings),
            AccessibleIsUp = accessible.Under(readings),
            MissingData = missing.Under(readings),
            MergeGapUs = gap.Under(readings),
            MinimumOutageUs = least.Under(readings),
            SourceOfRecord = source.Under(readings),
            Maintenance = maintenance(readings),
            Exclusions = categories(readings),
        });
    }
}
