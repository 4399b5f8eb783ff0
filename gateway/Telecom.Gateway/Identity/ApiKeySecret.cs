using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Telecom.Gateway.Identity;

/// <summary>
/// What a caller presents, "tsk_{key id}_{43 characters of base64url}", reduced to what the gateway may keep: the id and the SHA-256 of
/// the whole. The secret itself is neither kept nor logged nor sent on.
/// </summary>
/// <param name="KeyId">Id of the key, 12 of a-z and 0-9.</param>
/// <param name="Sha256">SHA-256 of the whole secret, 64 hexadecimal digits.</param>
internal sealed record ApiKeySecret(string KeyId, string Sha256)
{
    private const string Prefix = "tsk_";
    private const int IdLength = 12;
    private const int RandomLength = 43;
    private const int Length = 4 + IdLength + 1 + RandomLength;

    /// <summary>The hash as bytes.</summary>
    public byte[] HashBytes() => Convert.FromHexString(Sha256);

    /// <summary>Neither the secret nor its hash.</summary>
    public override string ToString() => $"{Prefix}{KeyId}_…";

    /// <summary>Reads a secret. What has not its form needs no catalogue to be refused.</summary>
    /// <param name="text">What was presented.</param>
    /// <param name="secret">The secret, when the result is true.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ApiKeySecret? secret)
    {
        secret = null;
        if (text.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length + IdLength] != '_')
        {
            return false;
        }

        string id = text.Substring(Prefix.Length, IdLength);
        if (!id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)) || !Base64Url.IsValid(text.AsSpan(Length - RandomLength)))
        {
            return false;
        }

        secret = new ApiKeySecret(id, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        return true;
    }
}
