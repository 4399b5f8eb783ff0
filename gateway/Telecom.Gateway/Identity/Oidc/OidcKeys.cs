using Microsoft.Extensions.Options;

namespace Telecom.Gateway.Identity.Oidc;

/// <summary>
/// The issuer's public keys, read again from time to time, and early when a token names one that is not known: so a new key works at once.
/// When they cannot be read, those that were read last stay.
/// </summary>
internal sealed partial class OidcKeys : BackgroundService
{
    private readonly OidcOptions _options;
    private readonly OidcKeySource _source;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private volatile IReadOnlyList<OidcKey> _keys = [];
    private Task<bool>? _reading;
    private long? _readAt;

    /// <summary>Reads nothing before it starts.</summary>
    public OidcKeys(IOptions<OidcOptions> options, OidcKeySource source, TimeProvider timeProvider, ILogger<OidcKeys> logger) =>
        (_options, _source, _timeProvider, _logger) = (options.Value, source, timeProvider, logger);

    /// <summary>False before the keys were read for the first time.</summary>
    public bool Known => _keys.Count > 0;

    /// <summary>True while the issuer has the key.</summary>
    /// <param name="thumbprint">Thumbprint of the key.</param>
    public bool Has(string thumbprint) => _keys.Any(key => key.Thumbprint == thumbprint);

    /// <summary>The keys that a token may be signed with; they are read again when there are none, though not more often than configured.</summary>
    /// <param name="id">The "kid" of the token; empty when it has none.</param>
    /// <param name="algorithm">Its "alg".</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<IReadOnlyList<OidcKey>> FindAsync(string id, string algorithm, CancellationToken cancellationToken)
    {
        OidcKey[] found = Matching(id, algorithm);
        if (found.Length > 0 || ReadEarly() is not { } reading)
        {
            return found;
        }

        _ = await reading.WaitAsync(cancellationToken);
        return Matching(id, algorithm);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_options.Enabled && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                bool good = await Read();
                await Task.Delay(good ? _options.KeysRefresh : _options.KeysRetry, _timeProvider, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>A token without a "kid" fits when there is one key alone: trying several would make the choice the token's.</summary>
    private OidcKey[] Matching(string id, string algorithm)
    {
        OidcKey[] found = [.. _keys.Where(key => (id.Length == 0 || key.Id == id) && key.Algorithms.Contains(algorithm))];
        return id.Length > 0 || found.Length <= 1 ? found : [];
    }

    private Task<bool>? ReadEarly()
    {
        lock (_lock)
        {
            bool soon = _reading is null && _readAt is { } readAt && _timeProvider.GetElapsedTime(readAt) < _options.KeysRetry;
            return soon ? null : Read();
        }
    }

    /// <summary>Reads the keys; who comes while they are being read waits for the same reading.</summary>
    private Task<bool> Read()
    {
        lock (_lock)
        {
            if (_reading is null)
            {
                _readAt = _timeProvider.GetTimestamp();
                _reading = Task.Run(ReadOnceAsync);
            }

            return _reading;
        }
    }

    private async Task<bool> ReadOnceAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(_options.KeysTimeout, _timeProvider);
            IReadOnlyList<OidcKey> read = JwkSet.Read(await _source.ReadAsync(timeout.Token), _logger);
            if (!read.Select(key => key.Thumbprint).SequenceEqual(_keys.Select(key => key.Thumbprint)))
            {
                Log.Changed(_logger, string.Join(", ", read.Select(key => key.Id)));
            }

            _keys = read;
            return true;
        }
        catch (Exception exception)
        {
            // Whatever it is: it would stop the gateway with everything that goes through it, though it serves keys and certificates too.
            Log.Unreadable(_logger, exception, _source.Description);
            return false;
        }
        finally
        {
            lock (_lock)
            {
                _reading = null;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5221, LogLevel.Information, "The identity provider's keys are now {Keys}")]
        public static partial void Changed(ILogger logger, string keys);

        [LoggerMessage(5222, LogLevel.Warning, "The identity provider's keys cannot be read from {Source}; those read before stay in force")]
        public static partial void Unreadable(ILogger logger, Exception exception, string source);
    }
}
