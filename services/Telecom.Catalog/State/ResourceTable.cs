using System.Collections.Immutable;
using Telecom.Sla.Domain.Names;

namespace Telecom.Catalog.State;

/// <summary>Resources of one collection, by customer and name. Immutable, so that a reader sees one revision throughout.</summary>
/// <typeparam name="T">The resource.</typeparam>
internal sealed class ResourceTable<T>
    where T : class
{
    private readonly ImmutableDictionary<string, ImmutableSortedDictionary<string, T>> _byCustomer;

    private ResourceTable(ImmutableDictionary<string, ImmutableSortedDictionary<string, T>> byCustomer) => _byCustomer = byCustomer;

    /// <summary>No resources.</summary>
    public static ResourceTable<T> Empty { get; } = new(ImmutableDictionary<string, ImmutableSortedDictionary<string, T>>.Empty);

    /// <summary>All resources, by customer and name.</summary>
    public IEnumerable<T> All => _byCustomer.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value.Values);

    /// <summary>The resource of a name; null when there is none.</summary>
    public T? Find(string name) => _byCustomer.GetValueOrDefault(OwnerOf(name))?.GetValueOrDefault(name);

    /// <summary>A customer's resources, by name.</summary>
    /// <param name="customer">Id of the customer.</param>
    public IEnumerable<KeyValuePair<string, T>> Of(string customer) =>
        _byCustomer.GetValueOrDefault(customer) ?? Enumerable.Empty<KeyValuePair<string, T>>();

    /// <summary>The table with a resource added or replaced.</summary>
    public ResourceTable<T> With(string name, T resource)
    {
        string owner = OwnerOf(name);
        ImmutableSortedDictionary<string, T> own = _byCustomer.GetValueOrDefault(owner) ?? ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
        return new ResourceTable<T>(_byCustomer.SetItem(owner, own.SetItem(name, resource)));
    }

    /// <summary>Id of the customer that a name begins with; the empty id for the provider's own.</summary>
    private static string OwnerOf(string name) => name.Split('/') is ["customers", var id, ..] && ResourceName.IsId(id) ? id : "";
}
