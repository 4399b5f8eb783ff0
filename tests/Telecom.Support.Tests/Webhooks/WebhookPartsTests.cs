using System.Text;
using Microsoft.Extensions.Options;
using Telecom.Storage.Events;
using Telecom.Support.Webhooks;
using Telecom.Support.Webhooks.Events;
using Telecom.Support.Webhooks.Sending;
using Telecom.Support.Webhooks.State;
using Telecom.Support.Webhooks.Work;

namespace Telecom.Support.Tests.Webhooks;

public sealed class WebhookPartsTests
{
    [Theory]
    [InlineData(1, 0, 4.0)]
    [InlineData(1, 0.5, 5.0)]
    [InlineData(1, 1, 6.0)]
    [InlineData(4, 0.5, 40.0)]
    [InlineData(10, 0.5, 2560.0)]
    [InlineData(11, 0.5, 3600.0)]
    [InlineData(12, 1, 3600.0)]
    [InlineData(100, 0, 2880.0)]
    public void Waits_grow_with_chance_up_to_the_longest(int tries, double chance, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new RetrySchedule(Options.Create(new WebhookOptions()), () => chance).After(tries, null));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(60, 60)]
    [InlineData(7200, 3600)]
    [InlineData(-5, 5)]
    public void A_receiver_can_make_a_wait_longer_but_not_shorter(int asked, int seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            new RetrySchedule(Options.Create(new WebhookOptions()), () => 0.5).After(1, TimeSpan.FromSeconds(asked)));

    [Fact]
    public void Options_that_do_not_fit_are_refused_all_at_once()
    {
        var options = new WebhookOptions
        {
            MaxPerCustomer = 0,
            Timeout = TimeSpan.FromMinutes(2),
            RetryFactor = double.NaN,
            MaxRetryDelay = TimeSpan.FromSeconds(1),
            MaxTries = 101,
            CheckpointInterval = TimeSpan.FromMinutes(1),
            SecretOverlap = TimeSpan.FromDays(8),
        };
        Assert.Equal(
            [
                "Support:Webhooks:MaxPerCustomer is \"0\"; allowed: 1 to 1000",
                "Support:Webhooks:Timeout is \"00:02:00\"; allowed: 00:00:01 to 00:01:00",
                "Support:Webhooks:RetryFactor is \"NaN\"; allowed: 1 to 10",
                "Support:Webhooks:MaxRetryDelay is \"00:00:01\"; allowed: 00:00:05 to 1.00:00:00",
                "Support:Webhooks:MaxTries is \"101\"; allowed: 1 to 100",
                "Support:Webhooks:CheckpointInterval is \"00:01:00\"; allowed: 00:00:00.1000000 to 00:00:15",
                "Support:Webhooks:ClaimDuration is \"00:00:30\"; allowed: 00:04:00 to 00:10:00",
                "Support:Webhooks:SecretOverlap is \"8.00:00:00\"; allowed: 00:00:00 to 7.00:00:00",
            ],
            new WebhookOptions.Validator().Validate(null, options).Failures!);
        Assert.True(new WebhookOptions.Validator().Validate(null, new WebhookOptions()).Succeeded);
    }

    [Fact]
    public void A_cursor_has_more_only_when_something_was_seen_behind_what_was_read()
    {
        var cursor = new FeedCursor();
        cursor.Reset(10);
        Assert.Equal(10, cursor.Next);
        cursor.Advance(20, atEnd: true);
        Assert.Null(cursor.Next);
        Assert.False(cursor.Saw(15));
        Assert.Null(cursor.Next);
        cursor.Passed(30);
        Assert.Equal(30, cursor.Read);
        Assert.True(cursor.Saw(40));
        Assert.Equal(39, cursor.Next);
        cursor.Passed(50);
        Assert.Equal(30, cursor.Read);
    }

    [Fact]
    public void An_event_seen_while_a_page_was_being_read_is_not_forgotten()
    {
        var cursor = new FeedCursor();
        cursor.Reset(10);
        Assert.False(cursor.Saw(15));
        Assert.False(cursor.Saw(25));
        cursor.Advance(20, atEnd: true);
        Assert.Equal(20, cursor.Next);
        cursor.Advance(25, atEnd: true);
        Assert.Null(cursor.Next);
    }

    [Fact]
    public void What_a_newer_version_wrote_is_not_guessed_at()
    {
        var created = new WebhookCreated("https://a.example/", [], 0, "Ada", "k");
        WebhookState state = WebhookFold.Apply(
            new WebhookState("customers/acme/webhooks/w1"), Stored(1, WebhookCreated.Type, WebhookEventCodec.Write(created)));
        foreach ((long version, string type, string data) in new[]
        {
            (2L, "webhook.painted.v9", "{}"),
            (2L, WebhookSecretRotated.Type, """{"by":"Ada","keyId":"k","why":"new"}"""),
            (3L, WebhookDeleted.Type, """{"by":"Ada"}"""),
            (2L, WebhookCreated.Type, Encoding.UTF8.GetString(WebhookEventCodec.Write(created))),
            (2L, WebhookProgress.GivenUp, """{"owner":"x","untilUs":0,"position":0,"try":null}"""),
        })
        {
            _ = Assert.Throws<InvalidDataException>(() => WebhookFold.Apply(state, Stored(version, type, Encoding.UTF8.GetBytes(data))));
        }

        Assert.False(WebhookFold.Apply(state, Stored(2, WebhookDeleted.Type, Encoding.UTF8.GetBytes("""{"by":"Ada"}"""))).Live);
    }

    private static StoredEvent Stored(long version, string type, byte[] data) =>
        new(version, "customers/acme/webhooks/w1", version, $"{version}", type, data, 1);
}
