using Telecom.Catalog.V1;
using Telecom.Contracts.Subscriptions;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Support.Rules;

/// <summary>What a subscription states beside its plan: readings and working time of its own. The catalogue has checked both.</summary>
internal static class SubscriptionTerms
{
    /// <summary>The chosen option by id of the reading; null: as the contract chooses.</summary>
    public static IReadOnlyDictionary<string, string>? Readings(Subscription subscription) =>
        subscription.Readings.Count == 0 ? null : subscription.Readings.ToDictionary(StringComparer.Ordinal);

    /// <summary>The working time: the contract's, as far as the subscription does not say otherwise.</summary>
    public static CalendarTerms Calendar(Subscription subscription, CalendarTerms contract) =>
        subscription.Calendar is null ? contract : StatedCalendar.Read(subscription.Calendar, new List<CalendarError>()).Over(contract);
}
