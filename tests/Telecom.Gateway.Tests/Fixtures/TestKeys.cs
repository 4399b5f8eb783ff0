using System.Security.Cryptography;
using System.Text;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>Secrets of the form that the catalogue hands out.</summary>
internal static class TestKeys
{
    public static string NewSecret(string keyId) =>
        $"tsk_{keyId}_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}";

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
