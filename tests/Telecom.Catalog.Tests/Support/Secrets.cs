using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Telecom.Catalog.V1;

namespace Telecom.Catalog.Tests;

/// <summary>What the gateway does with a presented secret.</summary>
internal static class Secrets
{
    public static VerifyApiKeyRequest Request(string secret) => new()
    {
        KeyId = secret.Split('_')[1],
        SecretSha256 = ByteString.CopyFrom(SHA256.HashData(Encoding.ASCII.GetBytes(secret))),
    };
}
