namespace Telecom.Contracts.Reading;

/// <summary>
/// Makes the switches of a version out of its parameters. Several parameters may rest on one reading and turn together: they must agree
/// on the name of the chosen option, and it must not be among the others.
/// </summary>
internal static class ReadingCollector
{
    /// <summary>The readings with options, by id.</summary>
    /// <param name="sites">All parameters that rest on readings.</param>
    public static IReadOnlyList<ContractReading> Collect(IEnumerable<ReadingSite> sites) =>
    [
        .. sites.GroupBy(site => site.Reading)
            .Where(group => group.Any(site => site.Others.Count > 0))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Switch(group.Key, [.. group])),
    ];

    private static ContractReading Switch(string id, List<ReadingSite> sites)
    {
        ReadingSite? first = sites.Find(site => site.Stated is not null);
        foreach (ReadingSite site in sites.Where(site => site.Stated is not null && site.Stated != first?.Stated))
        {
            site.Map.Refuse("option", $"'{site.Stated}' and '{first?.Stated}' both name the chosen option of {id}; keep one");
        }

        List<ReadingSite> switched = sites.FindAll(site => site.Others.Count > 0);
        string chosen = first?.Stated ?? switched[0].Default;
        if (first is null && switched.Find(site => site.Default != chosen) is { } different)
        {
            different.Map.Refuse("option", $"the parameters of {id} have different values, so its chosen option needs a name; write option");
        }

        foreach (ReadingSite site in switched.Where(site => site.Others.Contains(chosen, StringComparer.Ordinal)))
        {
            site.Map.Refuse("otherwise", $"'{chosen}' is the option of {id} that the value itself is; name another");
        }

        return new ContractReading(
            id, switched[0].Clause, chosen, [chosen, .. switched.SelectMany(site => site.Others).Distinct().Where(other => other != chosen)]);
    }
}
