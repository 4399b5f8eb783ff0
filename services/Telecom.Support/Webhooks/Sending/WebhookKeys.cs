using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Support.Webhooks.Sending;

/// <summary>
/// Secrets of webhooks. None is stored: each is derived (HKDF-SHA256) from the service's master key and the webhook's name and
/// generation, so that a copy of the store signs nothing.
/// </summary>
internal sealed class WebhookKeys
{
    /// <summary>Length of the master key and of a secret, in bytes.</summary>
    public const int KeyBytes = 32;

    /// <summary>What a secret begins with when it is shown.</summary>
    public const string Prefix = "whsec_";

    private readonly byte[] _master;

    /// <summary>Reads the master key; makes it when there is none.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="data">The service's data folder, for the default.</param>
    /// <exception cref="InvalidOperationException">The file cannot be read or written, or is not a key.</exception>
    public WebhookKeys(IOptions<WebhookOptions> options, DataFolder data)
    {
        _master = Load(options.Value.KeyFile.Length > 0 ? Path.GetFullPath(options.Value.KeyFile) : Path.Combine(data.Own, "webhooks.key"));
        KeyId = Convert.ToHexStringLower(Derive("key-id", 8));
    }

    /// <summary>Tells master keys apart without showing anything of them; replicas with different ones do not work on each other's webhooks.</summary>
    public string KeyId { get; }

    /// <summary>The secret of a webhook. It must not reach a log, a metric or an exception.</summary>
    /// <param name="webhook">Resource name of the webhook.</param>
    /// <param name="generation">Number of the secret, from 1.</param>
    public byte[] SecretOf(string webhook, int generation) => Derive($"secret/{webhook}/{generation}", KeyBytes);

    /// <summary>The secret as its owner gets it, once.</summary>
    /// <param name="webhook">Resource name of the webhook.</param>
    /// <param name="generation">Number of the secret, from 1.</param>
    public string Show(string webhook, int generation) => Prefix + Convert.ToBase64String(SecretOf(webhook, generation));

    private byte[] Derive(string context, int length) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, length, info: Encoding.UTF8.GetBytes($"telecom-support-webhook/v1/{context}"));

    private static byte[] Load(string path)
    {
        try
        {
            // Another process may be doing the same: whoever writes first wins, and the key is read back from the file.
            _ = PrivateFiles.TryCreate(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)) + "\n");
            byte[] master = new byte[KeyBytes + 1];
            return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), master, out int length) && length == KeyBytes
                ? master[..KeyBytes]
                : throw new InvalidOperationException($"{path} is not a webhook key; it needs {KeyBytes} bytes in base64.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{path} cannot be used as the webhook key: {exception.Message}", exception);
        }
    }
}
