using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity;

/// <summary>
/// Asks the catalogue about credentials and remembers the answers for a short while. Several requests with one credential share one
/// question.
/// </summary>
internal sealed partial class DirectoryQuestions : IDisposable
{
    private readonly GatewayIdentityOptions _options;
    private readonly IOptionsMonitor<ServiceEndpoint> _endpoints;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ExpiringCache<IdentityVerdict> _good;
    private readonly ExpiringCache<IdentityVerdict> _bad;
    private readonly ConcurrentDictionary<string, Task<IdentityVerdict>> _underWay = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places;

    /// <summary>Nothing is asked yet.</summary>
    public DirectoryQuestions(
        IOptions<GatewayIdentityOptions> options, IOptionsMonitor<ServiceEndpoint> endpoints, TimeProvider timeProvider, ILogger<DirectoryQuestions> logger)
    {
        (_options, _endpoints, _timeProvider, _logger) = (options.Value, endpoints, timeProvider, logger);

        // Bad ones have a place of their own: a flood of them must not drive good ones out.
        _good = new ExpiringCache<IdentityVerdict>(_options.CacheEntries, timeProvider);
        _bad = new ExpiringCache<IdentityVerdict>(_options.CacheEntries, timeProvider);
        _places = new SemaphoreSlim(_options.MaxConcurrentChecks);
    }

    /// <summary>Whom a credential speaks for.</summary>
    /// <param name="key">What is remembered: equal for equal credentials, never a secret.</param>
    /// <param name="shown">The credential's kind and id, for the log.</param>
    /// <param name="ask">Asks the catalogue; null for an answer that makes no sense, UNAUTHENTICATED for a refusal.</param>
    /// <param name="cancellationToken">Ends this caller's wait, not a question that others wait for too.</param>
    public async ValueTask<IdentityVerdict> AskAsync(string key, string shown, Func<Task<CallerIdentity?>> ask, CancellationToken cancellationToken)
    {
        if (_good.TryGet(key, out IdentityVerdict? known) || _bad.TryGet(key, out known))
        {
            return known;
        }

        if (_underWay.Count >= _options.MaxWaitingChecks && !_underWay.ContainsKey(key))
        {
            Log.TooMany(_logger, shown, _options.MaxWaitingChecks);
            return Away();
        }

        // The question is published before it is asked, so that its end always finds it to take it away.
        var answer = new TaskCompletionSource<IdentityVerdict>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<IdentityVerdict> shared = _underWay.GetOrAdd(key, answer.Task);
        if (shared == answer.Task)
        {
            _ = AnswerAsync(key, shown, ask, answer);
        }

        return await shared.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task AnswerAsync(string key, string shown, Func<Task<CallerIdentity?>> ask, TaskCompletionSource<IdentityVerdict> answer)
    {
        try
        {
            answer.SetResult(await AskAsync(key, shown, ask));
        }
        catch (Exception e)
        {
            answer.SetException(e);
        }
        finally
        {
            _ = _underWay.TryRemove(key, out _);
        }
    }

    private async Task<IdentityVerdict> AskAsync(string key, string shown, Func<Task<CallerIdentity?>> ask)
    {
        if (!await TakePlaceAsync())
        {
            Log.NoPlace(_logger, shown, _options.MaxConcurrentChecks);
            return Away();
        }

        long askedAt = _timeProvider.GetTimestamp();
        try
        {
            if (await ask() is not { } identity)
            {
                Log.Senseless(_logger, shown);
                return IdentityVerdict.Refused;
            }

            var verdict = new IdentityVerdict(identity);
            _good.Set(key, verdict, LifetimeOf(identity, askedAt));
            return verdict;
        }
        catch (RpcException exception) when (IsRefusal(exception))
        {
            Log.Refused(_logger, shown);
            _bad.Set(key, IdentityVerdict.Refused, _options.NegativeCacheDuration);
            return IdentityVerdict.Refused;
        }
        catch (RpcException exception)
        {
            Log.Unavailable(_logger, shown, exception.StatusCode, exception);
            return Away();
        }
        finally
        {
            _ = _places.Release();
        }
    }

    /// <summary>
    /// Waits for a place among the questions, as long as one question may take: by then a catalogue that answers at all has made room, and
    /// behind one that does not, whoever came last would wait for as many deadlines as there are rows before it.
    /// </summary>
    private async Task<bool> TakePlaceAsync()
    {
        if (await _places.WaitAsync(TimeSpan.Zero))
        {
            return true;
        }

        using var limit = new CancellationTokenSource(_endpoints.Get(ServiceNames.Catalog).Deadline, _timeProvider);
        try
        {
            await _places.WaitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>From when it was asked on, since the answer may have been right only then; never beyond the credential's end.</summary>
    private TimeSpan LifetimeOf(CallerIdentity identity, long askedAt)
    {
        TimeSpan lifetime = _options.CacheDuration - _timeProvider.GetElapsedTime(askedAt);
        TimeSpan left = (identity.Credential.ExpiresAt ?? DateTimeOffset.MaxValue) - _timeProvider.GetUtcNow();
        return left < lifetime ? left : lifetime;
    }

    /// <summary>
    /// True when the credential is refused. That the gateway itself is refused, for its clock or its key, says nothing about those who call it.
    /// </summary>
    private static bool IsRefusal(RpcException exception) =>
        exception.StatusCode == StatusCode.InvalidArgument
        || (exception.StatusCode == StatusCode.Unauthenticated
            && RpcErrorDetails.Find<Google.Rpc.ErrorInfo>(exception)?.Metadata.ContainsKey("credential") == true);

    private IdentityVerdict Away() => new(null, RpcFailure.Unavailable(
        ErrorReason.DependencyUnavailable, "The credential cannot be checked now: the catalogue does not answer.", _options.RetryAfter));

    private static partial class Log
    {
        [LoggerMessage(5201, LogLevel.Information, "{Credential} refused")]
        public static partial void Refused(ILogger logger, string credential);

        [LoggerMessage(5202, LogLevel.Warning, "{Credential} cannot be checked: the catalogue answers {Code}")]
        public static partial void Unavailable(ILogger logger, string credential, StatusCode code, Exception exception);

        [LoggerMessage(5203, LogLevel.Error, "{Credential} refused: the catalogue's entry has a name, roles or a subject that do not fit together")]
        public static partial void Senseless(ILogger logger, string credential);

        [LoggerMessage(5204, LogLevel.Warning, "{Credential} cannot be checked now: {Limit} others wait for the catalogue")]
        public static partial void TooMany(ILogger logger, string credential, int limit);

        [LoggerMessage(5205, LogLevel.Warning, "{Credential} cannot be checked now: none of {Limit} questions to the catalogue was answered in time")]
        public static partial void NoPlace(ILogger logger, string credential, int limit);
    }
}
