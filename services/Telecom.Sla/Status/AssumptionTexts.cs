using System.Globalization;
using Telecom.Contracts;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Folding;

namespace Telecom.Sla.Status;

/// <summary>What a reader must know to trust a status, beside what the rating itself says. One sentence each.</summary>
/// <param name="status">Options of statuses.</param>
/// <param name="fold">Options of folding.</param>
/// <param name="health">How well the count keeps up.</param>
internal sealed class AssumptionTexts(StatusOptions status, FoldOptions fold, FoldHealth health)
{
    /// <summary>The catalogue has no subscription of that name.</summary>
    public static string NoSubscription(string name) => $"Nothing is rated: the catalogue has no subscription \"{name}\".";

    /// <summary>The catalogue has no contract of that name.</summary>
    public static string NoContract(string name) => $"Nothing is rated: the catalogue has no contract \"{name}\".";

    /// <summary>The contract's document cannot be read.</summary>
    public static string NoDocument(string name) => $"Nothing is rated: the document of {name} cannot be read by this version of the service.";

    /// <summary>The version has no such plan.</summary>
    public static string NoPlan(string plan, ContractVersion version) => $"Nothing is rated: version {version.Id} of the contract has no plan \"{plan}\".";

    /// <summary>The plan cannot be rated from samples.</summary>
    public static string NotLive(ContractPlan plan, ContractVersion version) => plan.AvailabilityTarget is null
        ? $"Nothing is rated live: plan \"{plan.Id}\" of version {version.Id} of the contract has no availability target."
        : $"Nothing is rated live: version {version.Id} of the contract does not say how outages are detected from samples.";

    /// <summary>What holds for a rating.</summary>
    public IReadOnlyList<string> Of(
        RatingScope scope, CircuitRating rating, ContractPlan plan, ContractDocument document, ContractVersion version, ulong tooLate)
    {
        List<string> texts = [];
        if (rating.Rated.IsEmpty)
        {
            texts.Add(Empty(scope));
        }

        texts.Add(Openness(scope, rating));
        AddHealth(texts);

        if (tooLate > 0)
        {
            string samples = tooLate == 1 ? "1 sample" : string.Create(CultureInfo.InvariantCulture, $"{tooLate} samples");
            texts.Add($"{samples} of this period came more than {Span(fold.MinuteRetention)} late: kept in the log, not counted.");
        }

        AddVersions(texts, scope, document, version);
        if (plan.Detection is { } rule
            && (rule.IntervalUs.Origin == ParameterOrigin.Provider
                || rule.LossThreshold.Origin == ParameterOrigin.Provider
                || rule.Consecutive.Origin == ParameterOrigin.Provider))
        {
            texts.Add("The agreement does not state how downtime is detected; slice length, loss threshold and number of slices are the provider's.");
        }

        return texts;
    }

    private string Openness(RatingScope scope, CircuitRating rating)
    {
        if (rating.Final)
        {
            return $"The period is over; samples that arrive up to {Span(fold.MinuteRetention)} late still revise these figures.";
        }

        return scope.AsOf < scope.Period.End
            ? $"Slices that ended less than {Span(status.IngestAllowance)} before now are not judged yet, so that samples on their way do not count as missing."
            : "The period is over, but whether its last slices are part of an outage is known only a few slices later.";
    }

    /// <summary>What is received and not counted yet looks unmeasured: a reader must be able to tell.</summary>
    private void AddHealth(List<string> texts)
    {
        TimeSpan lag = health.Lag;
        if (!health.HasBegun)
        {
            texts.Add("The sample log is not open: nothing that was received since the service started is counted.");
        }
        else if (lag > status.IngestAllowance)
        {
            string behind = Span(TimeSpan.FromSeconds(Math.Ceiling(lag.TotalSeconds)));
            texts.Add($"Counting is {behind} behind what was received: time that looks unmeasured may have samples.");
        }

        if (health.Failed is > 0 and int failed)
        {
            texts.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{failed} of {health.Partitions.Count} partitions of the log stand still before a damaged record: some agents' samples are not counted."));
        }
    }

    private string Empty(RatingScope scope)
    {
        UtcInstant start = scope.Subscribed.Start;
        return scope.Subscribed.IsEmpty
            ? $"Nothing is rated: the subscription begins at {scope.SubscriptionStart}, after the period."
            : $"Nothing is rated yet: the rated part begins at {start}, and no slice since then ended at least {Span(status.IngestAllowance)} before now.";
    }

    private static void AddVersions(List<string> texts, RatingScope scope, ContractDocument document, ContractVersion version)
    {
        TimeRange subscribed = scope.Subscribed;
        if (version.EffectiveFrom > subscribed.Start)
        {
            texts.Add($"Version {version.Id} of the contract is applied although it is effective only from {version.EffectiveFrom}: there is no earlier one.");
        }

        foreach (ContractVersion later in document.Versions)
        {
            if (later != version && later.EffectiveFrom > subscribed.Start && later.EffectiveFrom < subscribed.End)
            {
                texts.Add(
                    $"Version {version.Id} of the contract is applied to the whole period, though version {later.Id} is effective from {later.EffectiveFrom}.");
            }
        }
    }

    private static string Span(TimeSpan time) => time.TotalDays >= 1 && time.Ticks % TimeSpan.TicksPerDay == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0} days")
        : time.TotalSeconds < 120
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s")
            : time.ToString("c", CultureInfo.InvariantCulture);
}
