using System.Globalization;
using System.Text;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Rating.Tests.Drawn;

/// <summary>An agreement and facts, drawn; written out when a property fails.</summary>
internal sealed record RatedCase(string Name, Agreement Agreement, RatingFacts Facts)
{
    public RatingTerms Terms => Agreement.Versions[0].Terms;

    /// <summary>The cases with one fact less.</summary>
    public IEnumerable<RatedCase> Smaller()
    {
        // Claims name outages by index, so outages go only when no claim does.
        if (Facts.Claims?.Any(claim => claim.Outage is not null || claim.Event is not null) != true)
        {
            for (int i = 0; i < Facts.Outages.Count; i++)
            {
                yield return this with { Facts = Facts with { Outages = Without(Facts.Outages, i) } };
            }

            for (int i = 0; i < (Facts.Events?.Count ?? 0); i++)
            {
                yield return this with { Facts = Facts with { Events = Without(Facts.Events!, i) } };
            }
        }

        for (int i = 0; i < (Facts.Claims?.Count ?? 0); i++)
        {
            yield return this with { Facts = Facts with { Claims = Without(Facts.Claims!, i) } };
        }

        for (int i = 0; i < Facts.Maintenance.Count; i++)
        {
            yield return this with { Facts = Facts with { Maintenance = Without(Facts.Maintenance, i) } };
        }

        for (int i = 0; i < Facts.Exclusions.Count; i++)
        {
            yield return this with { Facts = Facts with { Exclusions = Without(Facts.Exclusions, i) } };
        }

        if (!Facts.Unmeasured.IsEmpty)
        {
            yield return this with { Facts = Facts with { Unmeasured = Sla.Domain.Time.TimeSet.Empty } };
        }

        if (Facts.SubscriptionStart is not null)
        {
            yield return this with { Facts = Facts with { SubscriptionStart = null } };
        }

        if (Facts.AsOf is not null)
        {
            yield return this with { Facts = Facts with { AsOf = null } };
        }
    }

    public override string ToString()
    {
        StringBuilder text = new();
        _ = text.AppendLine(CultureInfo.InvariantCulture, $"{Name}: {string.Join(", ", Facts.Periods)} as of {Facts.AsOf} in {Facts.Zone ?? Terms.Zone}, subscription from {Facts.SubscriptionStart}, {Facts.Calendar}");
        _ = text.AppendLine(CultureInfo.InvariantCulture, $"  {Terms.Availability}").AppendLine(CultureInfo.InvariantCulture, $"  {Terms.Credit}").AppendLine(CultureInfo.InvariantCulture, $"  {Terms.Claims}");
        foreach (object fact in (object[])[.. Facts.Outages, .. Facts.Maintenance, .. Facts.Exclusions, .. Facts.Events ?? [], .. Facts.Claims ?? [], .. Facts.Charges ?? []])
        {
            _ = text.AppendLine(CultureInfo.InvariantCulture, $"  {fact}");
        }

        return text.AppendLine(CultureInfo.InvariantCulture, $"  unmeasured {Facts.Unmeasured}, missing data {Facts.MissingData}; gates {string.Join(", ", Facts.Gates)}").ToString();
    }

    private static IReadOnlyList<T> Without<T>(IReadOnlyList<T> list, int index) => [.. list.Where((_, i) => i != index)];
}
