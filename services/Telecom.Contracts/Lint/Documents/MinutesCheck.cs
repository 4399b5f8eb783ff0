using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Lint.Documents;

/// <summary>
/// Downtime that is limited in minutes beside a target in percent. Minutes that a percentage leaves depend on the length of the month, from 28
/// to 31 days; a figure that is not exact for all of them contradicts the percentage in some month.
/// </summary>
internal sealed class MinutesCheck : IDocumentCheck
{
    private static readonly int[] Days = [28, 29, 30, 31];

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Find(LintedVersion version)
    {
        if (version.Availability is not { } availability || availability.Parameter("downtime_limit") is not { } parameter)
        {
            yield break;
        }

        foreach (long limit in availability.Values("downtime_limit").Select(value => value.AsDuration()).OfType<long>())
        {
            if (version.Targets.FirstOrDefault(target => !Fits(target.Value.AsPercent(), limit)) is { } target)
            {
                yield return parameter.Finding(
                    "minutes_do_not_match_percentage",
                    $"{target.Value} leaves {Minutes(target.Value.AsPercent(), Days[0])} min in a month of {Days[0]} days and {Minutes(target.Value.AsPercent(), Days[^1])} min in one of "
                    + $"{Days[^1]}, and the text allows {new Ratio(limit, UtcInstant.PerMinute).ToText(2)} min: an outage between the two is a breach by one figure and none by the "
                    + "other. Say which of them binds.",
                    target);
                yield break;
            }
        }
    }

    private static bool Fits(Ratio target, long limitUs) => Array.TrueForAll(Days, days => Allowed(target, days) == new Ratio(limitUs, 1));

    private static string Minutes(Ratio target, int days) => new Ratio(Allowed(target, days).Numerator, Allowed(target, days).Denominator * UtcInstant.PerMinute).ToText(2);

    /// <summary>Downtime that a target leaves, microseconds, exact.</summary>
    private static Ratio Allowed(Ratio target, int days) => new(target.Complement.Numerator * days * UtcInstant.PerDay, target.Complement.Denominator);
}
