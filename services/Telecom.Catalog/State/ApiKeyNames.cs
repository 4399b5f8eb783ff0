using Telecom.Sla.Domain.Names;

namespace Telecom.Catalog.State;

/// <summary>Names of keys: "customers/{customer}/keys/{key}" and "provider/keys/{key}".</summary>
internal static class ApiKeyNames
{
    /// <summary>Collection of a customer's keys.</summary>
    public const string Collection = "keys";

    private const string ProviderPrefix = "provider/keys/";

    /// <summary>True for a well-formed name of a provider's key.</summary>
    public static bool IsProvider(string name) => name.StartsWith(ProviderPrefix, StringComparison.Ordinal) && ResourceName.IsId(name[ProviderPrefix.Length..]);

    /// <summary>Name of a provider's key.</summary>
    public static string OfProvider(string id) => ProviderPrefix + id;
}
