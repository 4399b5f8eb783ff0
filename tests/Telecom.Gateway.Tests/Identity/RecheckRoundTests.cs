using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Identity;
using Telecom.Gateway.Identity.Credentials;
using Telecom.Gateway.Identity.Recheck;
using Telecom.Gateway.Proxy;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Identity;

/// <summary>One round of checks, when not all goes well.</summary>
public sealed class RecheckRoundTests
{
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly LogList<CredentialRecheck> _log = new();

    [Fact]
    public async Task A_credential_whose_check_fails_is_unknown_and_the_others_are_checked()
    {
        Credential[] credentials =
        [
            new Fake("looking", () => throw new OverflowException("a"), () => CredentialStanding.Good),
            new Fake("asking", () => CredentialStanding.Unknown, () => throw new InvalidOperationException("b")),
            new Fake("revoked", () => CredentialStanding.Unknown, () => CredentialStanding.Refused),
            new Fake("good", () => CredentialStanding.Unknown, () => CredentialStanding.Good),
        ];
        CredentialStanding[] standings = await new RecheckRound(1, _clock, _log).AskAsync(credentials, CancellationToken.None);
        Assert.Equal([CredentialStanding.Unknown, CredentialStanding.Unknown, CredentialStanding.Refused, CredentialStanding.Good], standings);
        Assert.Equal(["Key looking could not be checked again", "Key asking could not be checked again"], _log.Of(5233));
    }

    [Fact]
    public async Task What_needs_no_question_is_settled_though_nobody_answers_questions()
    {
        int asked = 0;
        Credential[] silent = [.. Enumerable.Range(0, 20).Select(i => new Fake($"silent-{i}", () => CredentialStanding.Unknown, () =>
        {
            asked++;
            return CredentialStanding.Unknown;
        }))];
        Credential[] settled =
        [
            new Fake("withdrawn", () => CredentialStanding.Refused, () => CredentialStanding.Good),
            new Fake("good", () => CredentialStanding.Good, () => CredentialStanding.Refused),
            new Fake("expired", () => CredentialStanding.Good, () => CredentialStanding.Good, _clock.GetUtcNow()),
        ];
        CredentialStanding[] standings = await new RecheckRound(1, _clock, _log).AskAsync([.. silent, .. settled], CancellationToken.None);
        Assert.All(standings[..20], standing => Assert.Equal(CredentialStanding.Unknown, standing));
        Assert.Equal([CredentialStanding.Refused, CredentialStanding.Good, CredentialStanding.Refused], standings[20..]);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_round_that_fails_is_followed_by_the_next()
    {
        using ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new GatewayMetrics(services.GetRequiredService<IMeterFactory>());
        var options = new FailingOptions();
        using var recheck = new CredentialRecheck(new LiveCalls(_clock, new LogList<LiveCalls>()), options, metrics, _clock, _log);
        await recheck.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(15));
                return options.Reads >= 4;
            },
            "more rounds come");
        Assert.Single(_log.Of(5234));
        Assert.False(recheck.ExecuteTask!.IsCompleted);
        await recheck.StopAsync(CancellationToken.None);
        Assert.True(recheck.ExecuteTask.IsCompletedSuccessfully);
    }

    /// <summary>Fails once, in the first round.</summary>
    private sealed class FailingOptions : IOptions<GatewayIdentityOptions>
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public GatewayIdentityOptions Value => Interlocked.Increment(ref _reads) == 2 ? throw new InvalidOperationException("Once.") : new GatewayIdentityOptions();
    }

    private sealed record Fake(string Id, Func<CredentialStanding> Seen, Func<CredentialStanding> Heard, DateTimeOffset? ExpiresAt = null)
        : Credential(CredentialKind.Key, Id, ExpiresAt)
    {
        protected override CredentialStanding LookInside(DateTimeOffset now) => Seen();

        protected override ValueTask<CredentialStanding> AskAsync(DateTimeOffset now, CancellationToken cancellationToken) => ValueTask.FromResult(Heard());
    }
}
