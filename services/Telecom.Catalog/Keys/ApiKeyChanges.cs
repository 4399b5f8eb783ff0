using Telecom.Catalog.State;
using Telecom.Catalog.V1;

namespace Telecom.Catalog.Keys;

/// <summary>Events of keys.</summary>
internal static class ApiKeyChanges
{
    /// <summary>Creates a key; key and hash become durable together.</summary>
    public static CatalogChange<T> Create<T>(ApiKey key, ApiKeySecret secret, T answer) =>
        new(answer, key.Name, 0, [(EventTypes.KeyCreated, key), (EventTypes.KeySecretSet, secret.ToCredential())]);

    /// <summary>Revokes a key; a revoked one stays as it is.</summary>
    public static CatalogChange<ApiKey> Revoke(StoredKey stored, long nowUs)
    {
        if (stored.Key.RevokeTimeUs != 0)
        {
            return CatalogChange.None(stored.Key);
        }

        ApiKey revoked = stored.Key.Clone();
        revoked.RevokeTimeUs = nowUs;
        return CatalogChange.Of(revoked, revoked.Name, stored.Version, EventTypes.KeyRevoked, revoked);
    }
}
