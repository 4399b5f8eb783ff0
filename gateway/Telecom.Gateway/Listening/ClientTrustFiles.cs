using Microsoft.Extensions.Options;
using Telecom.Gateway.Reload;

namespace Telecom.Gateway.Listening;

/// <summary>
/// The authorities of clients and their revocation lists, in force together: a list is worth what its signature is worth. A list whose
/// successor is late stays in force, since nothing that it revokes becomes good again; the log says so once a day.
/// </summary>
internal sealed partial class ClientTrustFiles(
    IOptions<TlsOptions> options, ReloadMetrics metrics, TimeProvider timeProvider, ILogger<ClientTrustFiles> logger)
    : ReloadedFiles("client_trust", metrics, logger)
{
    private static readonly TimeSpan WarningEvery = TimeSpan.FromDays(1);
    private volatile ClientTrust _current = ClientTrust.None;
    private DateTimeOffset _warned = DateTimeOffset.MinValue;

    /// <summary>What is in force.</summary>
    public ClientTrust Current => _current;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Paths => !options.Value.Enabled || options.Value.ClientCertificates == ClientCertificatePolicy.None ? []
        : options.Value.ClientRevocationFile.Length == 0 ? [options.Value.ClientAuthorityFile]
        : [options.Value.ClientAuthorityFile, options.Value.ClientRevocationFile];

    /// <inheritdoc/>
    public override void Look()
    {
        base.Look();
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (_current.Revoked.Any(list => list.NextUpdate <= now) && now - _warned >= WarningEvery)
        {
            _warned = now;
            Log.ListIsLate(logger, options.Value.ClientRevocationFile, _current.Revoked.Min(list => list.NextUpdate)!.Value);
        }
    }

    /// <inheritdoc/>
    protected override void Take(IReadOnlyList<byte[]> contents)
    {
        _current = ClientTrust.Parse(contents[0], contents.Count > 1 ? contents[1] : null);
        _warned = DateTimeOffset.MinValue;
    }

    private static partial class Log
    {
        [LoggerMessage(5105, LogLevel.Warning, "{File}: a newer revocation list was due at {NextUpdate:u}; the old one stays in force")]
        public static partial void ListIsLate(ILogger logger, string file, DateTimeOffset nextUpdate);
    }
}
