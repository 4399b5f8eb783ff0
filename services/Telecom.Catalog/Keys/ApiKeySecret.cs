using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Telecom.Catalog.V1;

namespace Telecom.Catalog.Keys;

/// <summary>
/// A key's secret: "tsk_{keyId}_{43 characters}", the last part 32 random bytes in base64url. The whole is what its holder presents;
/// the catalogue keeps its SHA-256, which needs no salt or stretching, since 256 random bits cannot be guessed from it.
/// </summary>
/// <param name="KeyId">12 of a-z and 0-9; finds the key and may be known.</param>
/// <param name="Text">The whole secret.</param>
internal sealed record ApiKeySecret(string KeyId, string Text)
{
    private const string Prefix = "tsk_";
    private const int KeyIdLength = 12;

    /// <summary>Makes a new secret.</summary>
    public static ApiKeySecret Create()
    {
        string keyId = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", KeyIdLength);
        return new ApiKeySecret(keyId, $"{Prefix}{keyId}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}");
    }

    /// <summary>What is stored of it.</summary>
    public VerifyApiKeyRequest ToCredential() => new()
    {
        KeyId = KeyId,
        SecretSha256 = UnsafeByteOperations.UnsafeWrap(SHA256.HashData(Encoding.ASCII.GetBytes(Text))),
    };

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"{Prefix}{KeyId}_…";
}
