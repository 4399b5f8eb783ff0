namespace Telecom.Support.Cases;

/// <summary>Which case refers to what. Most cases refer to nothing and take no room here.</summary>
internal sealed class LinkIndex
{
    private readonly Dictionary<string, SortedSet<string>> _byTarget = new(StringComparer.Ordinal);

    /// <summary>A case refers to things.</summary>
    public void Add(string name, IEnumerable<string> targets)
    {
        foreach (string target in targets)
        {
            if (!_byTarget.TryGetValue(target, out SortedSet<string>? names))
            {
                _byTarget.Add(target, names = new SortedSet<string>(StringComparer.Ordinal));
            }

            _ = names.Add(name);
        }
    }

    /// <summary>Names of cases that refer to something, by name.</summary>
    public IReadOnlyList<string> To(string target) => _byTarget.TryGetValue(target, out SortedSet<string>? names) ? [.. names] : [];

    /// <summary>True when a case refers to something.</summary>
    public bool Has(string name, string target) => _byTarget.TryGetValue(target, out SortedSet<string>? names) && names.Contains(name);
}
