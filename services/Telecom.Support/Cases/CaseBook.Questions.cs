using Telecom.Support.Outages;
using Telecom.Support.V1;

namespace Telecom.Support.Cases;

/// <content>What is asked about cases.</content>
internal sealed partial class CaseBook
{
    private const int CasesPerLook = 8192;

    /// <summary>Resource names of the duplicates of a case, by name.</summary>
    public IReadOnlyList<string> DuplicatesOf(string name)
    {
        lock (_lock)
        {
            return _duplicates.TryGetValue(name, out List<string>? found) ? [.. found.Order(StringComparer.Ordinal)] : [];
        }
    }

    /// <summary>Names of cases that refer to something, by name.</summary>
    public IReadOnlyList<string> LinkedTo(string target)
    {
        lock (_lock)
        {
            return _links.To(target);
        }
    }

    /// <summary>True when a case refers to something.</summary>
    public bool IsLinked(string name, string target)
    {
        lock (_lock)
        {
            return _links.Has(name, target);
        }
    }

    /// <summary>The newest case of a subscription that the outage policy opened and that is not over; null: none.</summary>
    public RunningCase? RunningOutageCase(string customer, string subscription) =>
        Choose(customer, null, 1, entry => entry.Core is { Origin: CaseOrigin.Outage, IsRunning: true } core && core.Subscription == subscription
            ? new RunningCase(core.Name, core.Severity, core.Cause, rules.Of(core))
            : null) is [var found, ..] ? found : null;

    /// <summary>Looks at cases in list order until enough were chosen.</summary>
    /// <param name="customer">Id of the customer; null for all.</param>
    /// <param name="after">The key to go on after; null for the beginning.</param>
    /// <param name="count">Most to choose.</param>
    /// <param name="choose">What to take of a case; null: not this one. Called under the book's lock: quick, and keeps nothing of the entry.</param>
    public IReadOnlyList<T> Choose<T>(string? customer, CaseKey? after, int count, Func<CaseEntry, T?> choose)
        where T : class
    {
        List<T> chosen = [];
        CaseKey? last = after;
        while (chosen.Count < count && Look(customer, ref last, count, choose, chosen))
        {
            // The lock is given back in between: who looks for a few among a million must not hold up alarms and steps.
        }

        return chosen;
    }

    /// <summary>Looks at the next cases, under one hold of the lock.</summary>
    /// <returns>False: there are no more, or enough were chosen.</returns>
    private bool Look<T>(string? customer, ref CaseKey? last, int count, Func<CaseEntry, T?> choose, List<T> chosen)
        where T : class
    {
        lock (_lock)
        {
            SortedSet<CaseKey>? keys = customer is null ? _all : _byCustomer.GetValueOrDefault(customer);
            if (keys is null || keys.Count == 0 || (last is { } end && end.CompareTo(keys.Max) >= 0))
            {
                return false;
            }

            int looked = 0;
            foreach (CaseKey key in last is { } from ? keys.GetViewBetween(from, keys.Max).SkipWhile(key => key == from) : keys)
            {
                last = key;
                if (choose(_cases[key.Name]) is { } taken)
                {
                    chosen.Add(taken);
                    if (chosen.Count >= count)
                    {
                        return false;
                    }
                }

                if (++looked == CasesPerLook)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
