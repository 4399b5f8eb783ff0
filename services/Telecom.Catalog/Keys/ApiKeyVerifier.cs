using System.Security.Cryptography;
using Telecom.Catalog.State;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Sla.Domain.Time;

namespace Telecom.Catalog.Keys;

/// <summary>Checks presented keys. Unknown, wrong, expired, revoked and of a disabled agent look the same, in the answer and in the work done.</summary>
internal sealed class ApiKeyVerifier(CatalogLedger ledger, CatalogMetrics metrics, TimeProvider clock)
{
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <summary>The key of an id and hash; null when it does not work.</summary>
    public ApiKey? Verify(string keyId, ReadOnlySpan<byte> secretSha256)
    {
        CatalogView view = ledger.Current;
        StoredKey? stored = view.KeyNames.TryGetValue(keyId, out string? name) ? view.Keys.Find(name) : null;
        bool same = CryptographicOperations.FixedTimeEquals(stored is null ? NoHash : stored.SecretSha256.Span, secretSha256);
        bool works = same && stored is not null && stored.WorksAt(UtcInstant.From(clock.GetUtcNow()).Microseconds) && IsEnabled(stored.Key, view);
        metrics.Verified(works);
        return works ? stored?.Key : null;
    }

    private static bool IsEnabled(ApiKey key, CatalogView view) => !key.Roles.Contains(Role.Agent) || view.Agents.Find(key.Subject) is { DisableTimeUs: 0 };
}
