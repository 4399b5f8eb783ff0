using Google.Protobuf.WellKnownTypes;
using NodaTime.Text;
using Telecom.Catalog.Contracts;
using Telecom.Catalog.State;
using Telecom.Catalog.V1;
using Telecom.Contracts;
using Telecom.Contracts.Subscriptions;
using Telecom.Hosting;

namespace Telecom.Catalog.Checks;

/// <summary>Checks of what a subscription states beside its plan: working time and readings.</summary>
internal static class SubscriptionChecks
{
    /// <summary>What an update can change.</summary>
    private static readonly string[] Changeable = ["calendar", "readings"];

    /// <summary>No contract has as many; more would make an answer that does not go through.</summary>
    private const int MaxReadings = 50;

    /// <summary>Characters of an id or an option.</summary>
    private const int MaxReadingLength = 64;

    /// <summary>Paths of a mask that are looked at.</summary>
    private const int MaxPaths = 20;

    /// <summary>Checks working time and readings against the subscription's contract.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="contracts">The contracts; the subscription's own may be unknown, which is not reported here.</param>
    /// <param name="violations">Takes everything that is wrong.</param>
    public static void CheckStated(Subscription subscription, ContractShelf contracts, Violations violations)
    {
        List<CalendarError> errors = [];
        StatedCalendar? calendar = subscription.Calendar is null ? null : StatedCalendar.Read(subscription.Calendar, errors);
        if (contracts.Find(subscription.Contract) is { } document)
        {
            CheckReadings(subscription, document, violations);
            if (calendar is not null && errors.Count == 0 && document.Agreement(document.Newest.Plans[0].Id).Agreement is { } agreement)
            {
                errors.AddRange(calendar.Against(agreement));
            }
        }

        foreach (CalendarError error in errors)
        {
            violations.Add($"subscription.calendar.{error.Field}", error.Message, error.Reason);
        }
    }

    /// <summary>Checks an update and makes the subscription as it shall be.</summary>
    /// <param name="wanted">The request's subscription.</param>
    /// <param name="mask">The fields to change.</param>
    /// <param name="view">The catalogue.</param>
    /// <param name="contracts">The contracts.</param>
    /// <returns>The subscription as it is, and as it shall be.</returns>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT with everything that is wrong; NOT_FOUND when nothing is and there is no such subscription.</exception>
    public static (Subscription Stored, Subscription Next) CheckUpdate(Subscription wanted, FieldMask? mask, CatalogView view, ContractShelf contracts)
    {
        Violations violations = new();
        _ = violations.Name("subscription.name", wanted.Name, "subscriptions");
        Subscription? stored = view.Subscriptions.Find(wanted.Name);
        string[] fields = ReadMask(mask, wanted, violations);

        // What is not to be changed is not looked at: a contract may have changed since, and the caller asks for nothing about that.
        Subscription changed = new() { Contract = stored?.Contract ?? "" };
        Subscription next = new(stored ?? changed);
        if (fields.Contains("calendar"))
        {
            changed.Calendar = next.Calendar = wanted.Calendar?.Clone();
        }

        if (fields.Contains("readings"))
        {
            changed.Readings.Add(wanted.Readings);
            next.Readings.Clear();
            next.Readings.Add(wanted.Readings);
        }

        if (stored is not null && contracts.Find(stored.Contract) is null)
        {
            violations.Add("subscription.name", $"the contract of {stored.Name}, {stored.Contract}, is not served; nothing can be held against it", "REFERENCE_NOT_FOUND");
        }

        CheckStated(changed, contracts, violations);
        violations.ThrowIfAny();
        return (stored ?? throw RpcFailure.NotFound(wanted.Name), Tidy(next));
    }

    /// <summary>The subscription as it is kept: days in order and each once, and no calendar that states nothing; as it is when its calendar is wrong.</summary>
    public static Subscription Tidy(Subscription subscription)
    {
        Subscription tidy = new(subscription);
        List<CalendarError> errors = [];
        if (tidy.Calendar is not { } calendar || StatedCalendar.Read(calendar, errors) is not { Facts: var facts } || errors.Count > 0)
        {
            return tidy;
        }

        calendar.Weekend.Clear();
        calendar.Weekend.AddRange((facts.Weekend ?? []).Select(day => day.ToString().ToUpperInvariant()[..3]));
        calendar.WeekendStated = facts.Weekend is not null;
        calendar.Holidays.Clear();
        calendar.Holidays.AddRange((facts.Holidays ?? []).Select(LocalDatePattern.Iso.Format));
        tidy.Calendar = calendar.Equals(new WorkCalendar()) ? null : calendar;
        return tidy;
    }

    /// <summary>The fields that an update names; without a mask those that are not empty.</summary>
    private static string[] ReadMask(FieldMask? mask, Subscription wanted, Violations violations)
    {
        if (mask is null)
        {
            return [.. Changeable.Where(field => field == "calendar" ? wanted.Calendar is not null : wanted.Readings.Count > 0)];
        }

        for (int i = 0; i < Math.Min(mask.Paths.Count, MaxPaths); i++)
        {
            string path = mask.Paths[i];
            if (!Changeable.Contains(path))
            {
                string shown = path.Length <= MaxReadingLength ? path : path[..MaxReadingLength] + "…";
                violations.Add($"update_mask.paths[{i}]", $"\"{shown}\" cannot be changed; allowed: {string.Join(", ", Changeable)}", "NOT_CHANGEABLE");
            }
        }

        if (mask.Paths.Count > MaxPaths)
        {
            violations.Add("update_mask.paths", $"has {mask.Paths.Count} paths; at most {MaxPaths} are allowed", "OUT_OF_RANGE");
        }

        return [.. mask.Paths];
    }

    /// <summary>Holds readings against the contract, whatever the plan is: a wrong plan must not hide what else is wrong.</summary>
    private static void CheckReadings(Subscription subscription, ContractDocument document, Violations violations)
    {
        const string field = "subscription.readings";
        int longest = subscription.Readings.Select(reading => Math.Max(reading.Key.Length, reading.Value.Length)).DefaultIfEmpty(0).Max();
        if (longest > MaxReadingLength || subscription.Readings.Count > MaxReadings)
        {
            violations.Add(
                field,
                $"has {subscription.Readings.Count} readings, the longest text with {longest} characters; allowed: at most {MaxReadings} with {MaxReadingLength}",
                "OUT_OF_RANGE");
            return;
        }

        foreach (AgreementError error in document.Agreement(document.Newest.Plans[0].Id, subscription.Readings).Errors)
        {
            violations.Add($"subscription.{error.Field}", error.Message, "READING_NOT_ALLOWED");
        }
    }
}
