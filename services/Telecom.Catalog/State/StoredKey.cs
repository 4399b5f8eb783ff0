using Telecom.Catalog.V1;

namespace Telecom.Catalog.State;

/// <summary>A key and what its secret is checked with.</summary>
/// <param name="Key">The key.</param>
/// <param name="Version">Version of its stream.</param>
/// <param name="KeyId">The part of the secret that may be known.</param>
/// <param name="SecretSha256">SHA-256 of the whole secret, 32 bytes.</param>
internal sealed record StoredKey(ApiKey Key, long Version, string KeyId, ReadOnlyMemory<byte> SecretSha256)
{
    /// <summary>True while the key works.</summary>
    /// <param name="nowUs">Microseconds since the Unix epoch.</param>
    public bool WorksAt(long nowUs) => Key.RevokeTimeUs == 0 && (Key.ExpireTimeUs == 0 || nowUs < Key.ExpireTimeUs);
}
