using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Telecom.Hosting;

/// <summary>
/// The public keys of all issuers, by issuer. The folder is read again every few seconds, so that a key can be added or withdrawn without
/// a restart; a file may hold several keys while one replaces another.
/// </summary>
internal sealed partial class TrustedKeys(IOptions<IdentityOptions> options, ILogger<TrustedKeys> logger, TimeProvider clock)
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(10);

    private readonly string _directory = Path.Combine(options.Value.Directory, "trusted");
    private readonly Lock _lock = new();
    private FrozenDictionary<string, IReadOnlyList<SecurityKey>>? _keys;
    private string _fingerprint = "";
    private long _readAt;

    /// <summary>The keys of an issuer; empty for one that is not trusted.</summary>
    public IReadOnlyList<SecurityKey> Of(string issuer) => Current().GetValueOrDefault(issuer, []);

    private FrozenDictionary<string, IReadOnlyList<SecurityKey>> Current()
    {
        lock (_lock)
        {
            if (_keys is null || clock.GetElapsedTime(_readAt) >= RefreshInterval)
            {
                _keys = Refresh(_keys ?? FrozenDictionary<string, IReadOnlyList<SecurityKey>>.Empty);
                _readAt = clock.GetTimestamp();
            }

            return _keys;
        }
    }

    private FrozenDictionary<string, IReadOnlyList<SecurityKey>> Refresh(FrozenDictionary<string, IReadOnlyList<SecurityKey>> before)
    {
        try
        {
            FileInfo[] files = [.. new DirectoryInfo(_directory).EnumerateFiles("*.pub.pem").OrderBy(f => f.Name, StringComparer.Ordinal)];
            string fingerprint = string.Join('|', files.Select(f => $"{f.Name}:{f.LastWriteTimeUtc.Ticks}:{f.Length}"));
            if (fingerprint == _fingerprint)
            {
                return before;
            }

            FrozenDictionary<string, IReadOnlyList<SecurityKey>> read = files
                .ToFrozenDictionary(f => f.Name[..^".pub.pem".Length], f => (IReadOnlyList<SecurityKey>)Read(f.FullName));
            _fingerprint = fingerprint;
            return read;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            // A half-replaced folder must not lock everybody out; the keys that were good stay.
            Log.Unreadable(logger, exception, _directory);
            return before;
        }
    }

    private static List<SecurityKey> Read(string path)
    {
        List<SecurityKey> keys = [];
        ReadOnlySpan<char> rest = File.ReadAllText(path);
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            ECDsa key = ECDsa.Create();
            key.ImportFromPem(rest[fields.Location]);
            if (key.KeySize != 256)
            {
                throw new CryptographicException($"{path} holds a key of {key.KeySize} bits; ES256 needs P-256.");
            }

            // Only the public half is kept, whatever the file holds.
            keys.Add(new ECDsaSecurityKey(ECDsa.Create(key.ExportParameters(includePrivateParameters: false))));
            rest = rest[fields.Location.End..];
        }

        return keys.Count > 0 ? keys : throw new CryptographicException($"{path} holds no PEM public key.");
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 111, Level = LogLevel.Error, Message = "Trusted keys in {Directory} cannot be read; the keys read before stay in force")]
        public static partial void Unreadable(ILogger logger, Exception exception, string directory);
    }
}
