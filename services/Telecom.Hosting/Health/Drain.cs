using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>Ties drain to the host's lifetime. The host calls StoppingAsync before it stops anything, the server's endpoint included.</summary>
internal sealed partial class Drain : IDrain, IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _stopping;
    private readonly IOptions<DrainOptions> _options;
    private readonly ILogger<Drain> _logger;
    private readonly TimeProvider _clock;
    private volatile bool _begun;

    public Drain(IOptions<DrainOptions> options, IHostApplicationLifetime lifetime, ILogger<Drain> logger, TimeProvider clock)
    {
        _options = options;
        _logger = logger;
        _clock = clock;
        _stopping = lifetime.ApplicationStopping.Register(Begin);
    }

    /// <inheritdoc/>
    public bool HasBegun => _begun;

    /// <inheritdoc/>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Begin();
        try
        {
            await Task.Delay(_options.Value.Delay, _clock, cancellationToken);
        }
        finally
        {
            await _source.CancelAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _source.Dispose();
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Begin()
    {
        if (!_begun)
        {
            _begun = true;
            Log.Begun(_logger, _options.Value.Delay, _options.Value.Timeout);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 121,
            Level = LogLevel.Information,
            Message = "Draining: not serving any more, streams end in {Delay}, everything within {Timeout}")]
        public static partial void Begun(ILogger logger, TimeSpan delay, TimeSpan timeout);
    }
}
