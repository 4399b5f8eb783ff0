using Microsoft.Extensions.Options;
using Telecom.Storage;
using Telecom.Support.Feed;
using Telecom.Support.Webhooks.Sending;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Webhooks.Work;

/// <summary>Keeps a worker running for every webhook of the store, whoever made it.</summary>
internal sealed partial class WebhookDispatcher : BackgroundService
{
    private readonly WebhookRegistry _registry;
    private readonly WebhookWorkers _workers;
    private readonly ICaseFeed _feed;
    private readonly WebhookKeys _keys;
    private readonly TimeSpan _pollInterval;
    private readonly ILogger _logger;
    private readonly WakeSignal _signal;
    private readonly HashSet<string> _foreign = [];

    /// <summary>Makes the dispatcher; it begins when the service starts.</summary>
    public WebhookDispatcher(
        WebhookRegistry registry,
        WebhookWorkers workers,
        ICaseFeed feed,
        WebhookKeys keys,
        WebhookMetrics metrics,
        IOptions<WebhookOptions> options,
        TimeProvider timeProvider,
        ILogger<WebhookDispatcher> logger)
    {
        (_registry, _workers, _feed, _keys, _logger) = (registry, workers, feed, keys, logger);
        (_pollInterval, _signal) = (options.Value.PollInterval, new WakeSignal(timeProvider));
        registry.Changed += Wake;
        registry.Followed += workers.Saw;
        metrics.Observe(
            () => workers.OldestRecordedAtUs is { } oldest ? Math.Max(0, timeProvider.Now().Microseconds - oldest) / 1e6 : 0,
            () => registry.Live.Sum(state => (long)state.DeadLetters.Count));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _registry.Changed -= Wake;
        _registry.Followed -= _workers.Saw;
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Task listening = ListenAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan wait = _pollInterval;
            try
            {
                await _registry.CatchUpAsync(stoppingToken);
                WarnOfForeignKeys();
                _workers.Start(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                StoreUnavailableException? away = exception as StoreUnavailableException;
                Log.CannotFollow(_logger, away is null ? exception : null, exception.Message);
                wait = away?.RetryAfter ?? wait;
            }

            await WaitAsync(wait, stoppingToken);
        }

        await Task.WhenAll(listening, _workers.EndAsync());
    }

    /// <summary>What this process writes to the feed need not wait for the next look at the store.</summary>
    private async Task ListenAsync(CancellationToken stopping)
    {
        long position = _feed.Position;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await _feed.WaitBeyondAsync(position, stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            position = Math.Max(position, _feed.Position);
            _signal.Set();
        }
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken stopping)
    {
        try
        {
            await _signal.WaitAsync(wait, stopping);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }

    private void Wake(string name)
    {
        _workers.Wake(name);
        if (_registry.IsLive(name) && !_workers.Has(name))
        {
            _signal.Set();
        }
    }

    private void WarnOfForeignKeys()
    {
        foreach (WebhookState state in _registry.Live.Where(state => state.KeyId != _keys.KeyId && _foreign.Add(state.Name)))
        {
            Log.ForeignKey(_logger, state.Name, state.KeyId, _keys.KeyId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4302, LogLevel.Warning, "The webhooks of the store cannot be followed: {Problem}")]
        public static partial void CannotFollow(ILogger logger, Exception? exception, string problem);

        [LoggerMessage(
            4303,
            LogLevel.Error,
            "{Webhook} is not worked on here: its secret is of master key {Theirs}, this process has {Ours}; share the key file or rotate")]
        public static partial void ForeignKey(ILogger logger, string webhook, string theirs, string ours);
    }
}
