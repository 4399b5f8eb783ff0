using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Identity;
using Telecom.Gateway.Identity.Credentials;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Identity;

public sealed class DirectoryQuestionsTests
{
    [Fact]
    public async Task Behind_a_catalogue_that_hangs_a_caller_waits_no_longer_than_a_question_may_take()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        var log = new LogList<DirectoryQuestions>();
        using ServiceProvider services = new ServiceCollection()
            .Configure<ServiceEndpoint>(ServiceNames.Catalog, endpoint => endpoint.Deadline = TimeSpan.FromSeconds(3))
            .BuildServiceProvider();
        using var questions = new DirectoryQuestions(
            Options.Create(new GatewayIdentityOptions { MaxConcurrentChecks = 1 }), services.GetRequiredService<IOptionsMonitor<ServiceEndpoint>>(), clock, log);
        var hanging = new TaskCompletionSource<CallerIdentity?>();
        Task<IdentityVerdict> first = questions.AskAsync("key 1", "Key 1", () => hanging.Task, CancellationToken.None).AsTask();
        Task<IdentityVerdict> second = questions.AskAsync("key 2", "Key 2", () => throw new InvalidOperationException("Never asked."), CancellationToken.None).AsTask();
        await Eventually.HoldsAsync(() => clock.TimerCount == 1, "the second waits for a place");
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        IdentityVerdict away = await second.WaitAsync(Eventually.Bound);
        Assert.Equal((true, CredentialStanding.Unknown), (away.Unavailable, away.Standing));
        Assert.Single(log.Of(5205));

        // The place goes to the next one when the catalogue is back.
        hanging.SetResult(null);
        Assert.Equal(CredentialStanding.Refused, (await first.WaitAsync(Eventually.Bound)).Standing);
        IdentityVerdict asked = await questions.AskAsync("key 2", "Key 2", () => Task.FromResult<CallerIdentity?>(null), CancellationToken.None);
        Assert.Equal(CredentialStanding.Refused, asked.Standing);
    }
}
