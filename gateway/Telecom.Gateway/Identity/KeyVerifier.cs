using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity;

/// <summary>
/// Asks the catalogue whom keys belong to and remembers the answers for a short while. Several requests with one key share one question.
/// </summary>
internal sealed partial class KeyVerifier : IDisposable
{
    private readonly DirectoryService.DirectoryServiceClient _directory;
    private readonly ITokenIssuer _issuer;
    private readonly GatewayIdentityOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ExpiringCache<KeyVerdict> _good;
    private readonly ExpiringCache<KeyVerdict> _bad;
    private readonly ConcurrentDictionary<string, Task<KeyVerdict>> _underWay = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places;

    /// <summary>Makes a verifier; nothing is asked yet.</summary>
    public KeyVerifier(
        DirectoryService.DirectoryServiceClient directory,
        ITokenIssuer issuer,
        IOptions<GatewayIdentityOptions> options,
        TimeProvider timeProvider,
        ILogger<KeyVerifier> logger)
    {
        (_directory, _issuer, _options, _timeProvider, _logger) = (directory, issuer, options.Value, timeProvider, logger);

        // Bad keys have a place of their own: a flood of them must not drive good ones out.
        _good = new ExpiringCache<KeyVerdict>(_options.CacheEntries, timeProvider);
        _bad = new ExpiringCache<KeyVerdict>(_options.CacheEntries, timeProvider);
        _places = new SemaphoreSlim(_options.MaxConcurrentChecks);
    }

    /// <summary>Whom a key belongs to.</summary>
    /// <param name="secret">The key.</param>
    /// <param name="cancellationToken">Ends this caller's wait, not a question that others wait for too.</param>
    public async ValueTask<KeyVerdict> VerifyAsync(ApiKeySecret secret, CancellationToken cancellationToken)
    {
        if (_good.TryGet(secret.Sha256, out KeyVerdict? known) || _bad.TryGet(secret.Sha256, out known))
        {
            return known;
        }

        if (_underWay.Count >= _options.MaxWaitingChecks && !_underWay.ContainsKey(secret.Sha256))
        {
            Log.TooMany(_logger, secret.KeyId, _options.MaxWaitingChecks);
            return KeyVerdict.Unknown;
        }

        // The question is published before it is asked, so that its end always finds it to take it away.
        var answer = new TaskCompletionSource<KeyVerdict>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<KeyVerdict> shared = _underWay.GetOrAdd(secret.Sha256, answer.Task);
        if (shared == answer.Task)
        {
            _ = AnswerAsync(secret, answer);
        }

        return await shared.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task AnswerAsync(ApiKeySecret secret, TaskCompletionSource<KeyVerdict> answer)
    {
        try
        {
            answer.SetResult(await AskAsync(secret));
        }
        catch (Exception e)
        {
            answer.SetException(e);
        }
        finally
        {
            _ = _underWay.TryRemove(secret.Sha256, out _);
        }
    }

    private async Task<KeyVerdict> AskAsync(ApiKeySecret secret)
    {
        await _places.WaitAsync();
        try
        {
            var request = new VerifyApiKeyRequest { KeyId = secret.KeyId, SecretSha256 = ByteString.CopyFrom(secret.HashBytes()) };
            return Remember(secret, (await _directory.VerifyApiKeyAsync(request)).ApiKey);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unauthenticated or StatusCode.InvalidArgument)
        {
            Log.Refused(_logger, secret.KeyId);
            _bad.Set(secret.Sha256, KeyVerdict.Refused, _options.NegativeCacheDuration);
            return KeyVerdict.Refused;
        }
        catch (RpcException exception)
        {
            Log.Unavailable(_logger, secret.KeyId, exception.StatusCode, exception);
            return KeyVerdict.Unknown;
        }
        finally
        {
            _ = _places.Release();
        }
    }

    private KeyVerdict Remember(ApiKeySecret secret, ApiKey? key)
    {
        if (key is null || KeyOwner.Of(key) is not { } caller)
        {
            Log.Senseless(_logger, secret.KeyId, key?.Name ?? "");
            return KeyVerdict.Refused;
        }

        TimeSpan lifetime = _options.CacheDuration;
        if (key.ExpireTimeUs > 0)
        {
            TimeSpan left = DateTimeOffset.UnixEpoch.AddMicroseconds(key.ExpireTimeUs) - _timeProvider.GetUtcNow();
            lifetime = left < lifetime ? left : lifetime;
        }

        var verdict = new KeyVerdict(new CallerIdentity(caller, _issuer.Issue(caller, _options.TokenLifetime)), false);
        _good.Set(secret.Sha256, verdict, lifetime);
        return verdict;
    }

    private static partial class Log
    {
        [LoggerMessage(5201, LogLevel.Information, "Key {KeyId} refused")]
        public static partial void Refused(ILogger logger, string keyId);

        [LoggerMessage(5202, LogLevel.Warning, "Key {KeyId} cannot be checked: the catalogue answers {Code}")]
        public static partial void Unavailable(ILogger logger, string keyId, StatusCode code, Exception exception);

        [LoggerMessage(5204, LogLevel.Warning, "Key {KeyId} cannot be checked now: {Limit} other keys wait for the catalogue")]
        public static partial void TooMany(ILogger logger, string keyId, int limit);

        [LoggerMessage(5203, LogLevel.Error, "Key {KeyId} refused: the catalogue's entry {Name} has roles or a subject that do not fit together")]
        public static partial void Senseless(ILogger logger, string keyId, string name);
    }
}
