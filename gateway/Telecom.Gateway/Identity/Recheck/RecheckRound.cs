using Telecom.Gateway.Identity.Credentials;

namespace Telecom.Gateway.Identity.Recheck;

/// <summary>
/// One round of questions, a bounded number at a time. When as many as may be asked at once went without an answer in a row, the rest is
/// not asked: whoever does not answer them would make the round last for hours.
/// </summary>
/// <param name="concurrency">Most questions at once.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class RecheckRound(int concurrency, TimeProvider timeProvider)
{
    private int _silent;

    /// <summary>The standing of each credential.</summary>
    /// <param name="credentials">The credentials, each once.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    public async Task<CredentialStanding[]> AskAsync(IReadOnlyList<Credential> credentials, CancellationToken cancellationToken)
    {
        var standings = new CredentialStanding[credentials.Count];
        await Parallel.ForAsync(
            0,
            credentials.Count,
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken },
            async (i, token) => standings[i] = await AskAsync(credentials[i], token));
        return standings;
    }

    private async ValueTask<CredentialStanding> AskAsync(Credential credential, CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (Volatile.Read(ref _silent) >= concurrency && !credential.HasExpired(now))
        {
            return CredentialStanding.Unknown;
        }

        CredentialStanding standing = await credential.CheckAgainAsync(now, cancellationToken);
        _ = standing == CredentialStanding.Unknown ? Interlocked.Increment(ref _silent) : Interlocked.Exchange(ref _silent, 0);
        return standing;
    }
}
