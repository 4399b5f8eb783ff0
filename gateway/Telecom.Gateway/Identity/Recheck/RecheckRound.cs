using Telecom.Gateway.Identity.Credentials;

namespace Telecom.Gateway.Identity.Recheck;

/// <summary>
/// One round: first what this gateway knows by itself, of every credential, then questions, a bounded number at a time. When as many as may
/// be asked at once went without an answer in a row, the rest is not asked: whoever does not answer them would make the round last for hours.
/// </summary>
/// <param name="concurrency">Most questions at once.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Takes what went wrong with one credential, which is no reason to leave the others unchecked.</param>
internal sealed partial class RecheckRound(int concurrency, TimeProvider timeProvider, ILogger logger)
{
    private int _silent;

    /// <summary>The standing of each credential; unknown where the check itself failed.</summary>
    /// <param name="credentials">The credentials, each once.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    public async Task<CredentialStanding[]> AskAsync(IReadOnlyList<Credential> credentials, CancellationToken cancellationToken)
    {
        var standings = new CredentialStanding[credentials.Count];
        List<int> open = [];
        for (int i = 0; i < credentials.Count; i++)
        {
            if (Look(credentials[i]) is { } seen)
            {
                standings[i] = seen;
            }
            else
            {
                open.Add(i);
            }
        }

        await Parallel.ForEachAsync(
            open,
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken },
            async (i, token) => standings[i] = await AskAsync(credentials[i], token));
        return standings;
    }

    /// <summary>Null when someone must be asked.</summary>
    private CredentialStanding? Look(Credential credential)
    {
        try
        {
            CredentialStanding seen = credential.Look(timeProvider.GetUtcNow());
            return seen == CredentialStanding.Unknown ? null : seen;
        }
        catch (Exception exception)
        {
            Log.Failed(logger, credential, exception);
            return CredentialStanding.Unknown;
        }
    }

    private async ValueTask<CredentialStanding> AskAsync(Credential credential, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _silent) >= concurrency)
        {
            return CredentialStanding.Unknown;
        }

        try
        {
            CredentialStanding standing = await credential.CheckAgainAsync(timeProvider.GetUtcNow(), cancellationToken);
            _ = standing == CredentialStanding.Unknown ? Interlocked.Increment(ref _silent) : Interlocked.Exchange(ref _silent, 0);
            return standing;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // That says nothing about who is asked.
            Log.Failed(logger, credential, exception);
            return CredentialStanding.Unknown;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5233, LogLevel.Error, "{Credential} could not be checked again")]
        public static partial void Failed(ILogger logger, Credential credential, Exception exception);
    }
}
