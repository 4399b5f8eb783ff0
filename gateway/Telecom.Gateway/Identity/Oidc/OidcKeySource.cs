using Microsoft.Extensions.Options;

namespace Telecom.Gateway.Identity.Oidc;

/// <summary>Where the issuer's keys come from: a file, or an address.</summary>
internal sealed class OidcKeySource(IOptions<OidcOptions> options) : IDisposable
{
    private const int MaxBytes = 256 * 1024;

    // A redirection could lead from https to http, or to where the configuration does not.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        MaxResponseContentBufferSize = MaxBytes,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The file or the address.</summary>
    public string Description => options.Value.KeysFile.Length > 0 ? options.Value.KeysFile : options.Value.KeysAddress;

    /// <summary>The JWK set, UTF-8.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The file cannot be read, or is larger than 256 KiB.</exception>
    /// <exception cref="HttpRequestException">The address does not answer well.</exception>
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        if (options.Value.KeysFile.Length == 0)
        {
            return await _http.GetByteArrayAsync(new Uri(options.Value.KeysAddress), cancellationToken);
        }

        long length = new FileInfo(options.Value.KeysFile).Length;
        return length <= MaxBytes
            ? await File.ReadAllBytesAsync(options.Value.KeysFile, cancellationToken)
            : throw new IOException($"{options.Value.KeysFile} has {length} bytes; allowed are {MaxBytes}.");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
