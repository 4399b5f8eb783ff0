using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Ledgers;

/// <summary>What is known at the instant of a rating: facts are bitemporal, when they were true and when they were recorded.</summary>
public static class KnownFacts
{
    /// <summary>True when a fact was recorded by then; facts without a recording time always were.</summary>
    public static bool IsKnown(UtcInstant? recordedAt, UtcInstant? asOf) => asOf is null || recordedAt is null || recordedAt <= asOf;

    /// <summary>True when an exclusion is known and neither proposed only nor rejected.</summary>
    public static bool Counts(ExclusionFacts exclusion, UtcInstant? asOf) =>
        exclusion.Status is ExclusionStatus.Approved or ExclusionStatus.NotExamined && IsKnown(exclusion.RecordedAt, asOf);

    /// <summary>
    /// To when an outage that goes on lasts where no instant of the rating says it: to the last instant of any outage, and at least to the end
    /// of what is looked at, so that a period's end shortens no incident.
    /// </summary>
    public static UtcInstant OpenEnd(RatingFacts facts, UtcInstant atLeast)
    {
        if (facts.AsOf is null && facts.Outages.Any(outage => outage.End is null))
        {
            foreach (OutageFacts outage in facts.Outages)
            {
                atLeast = UtcInstant.Max(atLeast, outage.End ?? outage.Start);
            }
        }

        return atLeast;
    }

    /// <summary>
    /// An outage as far as it is known: up to the instant of the rating, also one that goes on, which a period's end does not shorten. Without
    /// an instant, one that goes on lasts to the end of what is looked at.
    /// </summary>
    public static TimeRange Clip(OutageFacts outage, UtcInstant? asOf, UtcInstant openEnd)
    {
        UtcInstant end = outage.End ?? asOf ?? openEnd;
        end = asOf is { } now ? UtcInstant.Min(end, now) : end;
        return new TimeRange(outage.Start, UtcInstant.Max(outage.Start, end));
    }
}
