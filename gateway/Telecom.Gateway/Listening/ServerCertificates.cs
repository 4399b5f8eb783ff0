using Microsoft.Extensions.Options;
using Telecom.Gateway.Reload;

namespace Telecom.Gateway.Listening;

/// <summary>
/// The certificate in force. New handshakes get it; open connections go on with the one that they began with. Also the one that is made here
/// is renewed here.
/// </summary>
internal sealed partial class ServerCertificates : ReloadedFiles
{
    private static readonly TimeSpan WarningBefore = TimeSpan.FromDays(14);
    private static readonly TimeSpan WarningEvery = TimeSpan.FromDays(1);

    private readonly TlsOptions _options;
    private readonly DevelopmentCertificate _selfMade;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private volatile ServerCertificate? _current;
    private DateTimeOffset _warned = DateTimeOffset.MinValue;

    /// <summary>Holds no certificate until it is loaded.</summary>
    /// <param name="options">Where the files are.</param>
    /// <param name="selfMade">The certificate that is made here.</param>
    /// <param name="reloads">Where changes are counted.</param>
    /// <param name="metrics">Where the time left is shown.</param>
    /// <param name="timeProvider">Clock.</param>
    /// <param name="logger">Log.</param>
    public ServerCertificates(
        IOptions<TlsOptions> options,
        DevelopmentCertificate selfMade,
        ReloadMetrics reloads,
        TlsMetrics metrics,
        TimeProvider timeProvider,
        ILogger<ServerCertificates> logger)
        : base("certificate", reloads, logger)
    {
        (_options, _selfMade, _timeProvider, _logger) = (options.Value, selfMade, timeProvider, logger);
        metrics.ShowTimeLeft(() => _current is { } current ? (current.NotAfter - timeProvider.GetUtcNow()).TotalSeconds : null);
    }

    /// <summary>The certificate in force.</summary>
    /// <exception cref="InvalidOperationException">None has been loaded.</exception>
    public ServerCertificate Current => _current ?? throw new InvalidOperationException("No certificate has been loaded.");

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Paths => !_options.Enabled ? []
        : _options.SelfMade ? [_selfMade.Path, _selfMade.Path]
        : [_options.CertificateFile, _options.KeyFile];

    /// <inheritdoc/>
    public override void Load()
    {
        Renew();
        base.Load();
    }

    /// <inheritdoc/>
    public override void Look()
    {
        Renew();
        base.Look();
        Warn();
    }

    /// <inheritdoc/>
    protected override void Take(IReadOnlyList<byte[]> contents)
    {
        _current = ServerCertificate.Parse(contents[0], contents[1], _timeProvider.GetUtcNow());
        _warned = DateTimeOffset.MinValue;
    }

    private void Renew()
    {
        if (_options.SelfMade)
        {
            _selfMade.Renew();
        }
    }

    private void Warn()
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        if (_current is { } current && current.NotAfter - now <= WarningBefore && now - _warned >= WarningEvery)
        {
            _warned = now;
            Log.EndsSoon(_logger, current.Leaf.SerialNumber, current.NotAfter);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5103, LogLevel.Warning, "The certificate {Serial} in force ends at {NotAfter:u}")]
        public static partial void EndsSoon(ILogger logger, string serial, DateTimeOffset notAfter);
    }
}
