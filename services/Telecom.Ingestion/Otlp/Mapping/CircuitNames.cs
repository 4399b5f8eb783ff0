using Telecom.Sla.Domain.Names;

namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>From what an attribute says to a circuit's resource name.</summary>
/// <param name="aliases">Circuit ids by the text of the attribute.</param>
internal sealed class CircuitNames(IReadOnlyDictionary<string, string> aliases)
{
    private const string Prefix = "customers/";

    /// <summary>
    /// The circuit's resource name: the alias of the text; the text itself when it is a full name or an id; else the id that it becomes in
    /// lower case with every other character than a-z and 0-9 as "-", and "c-" before a digit ("10.0.0.1" is "c-10-0-0-1").
    /// </summary>
    /// <param name="text">Rendered template.</param>
    /// <param name="customer">Id of the agent's customer.</param>
    /// <returns>The name; null when no id can be made of it.</returns>
    public string? Resolve(string text, string customer)
    {
        string id = aliases.TryGetValue(text, out string? alias) ? alias : text;
        if (id.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return ResourceName.TryParse(id, "circuits", out _) ? id : null;
        }

        if (!ResourceName.IsId(id))
        {
            id = string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-');
            id = id.Length > 0 && char.IsAsciiDigit(id[0]) ? $"c-{id}" : id;
        }

        return ResourceName.IsId(id) ? $"{Prefix}{customer}/circuits/{id}" : null;
    }
}
