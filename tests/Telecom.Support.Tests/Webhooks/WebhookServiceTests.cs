using Grpc.Core;
using Telecom.Hosting;
using Telecom.Support.Cases;
using Telecom.Support.Tests.Webhooks.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Webhooks;

public sealed class WebhookServiceTests : IAsyncLifetime
{
    private const string Name = "customers/acme/webhooks/w1";
    private WebhookRun? _run;
    private Replica? _replica;

    private WebhookRun Run => _run!;

    private Replica Replica => _replica!;

    public static TheoryData<Action<CreateWebhookRequest>, string, string, string> Wrong() => new()
    {
        {
            request => request.Parent = "acme", "parent", "MALFORMED_NAME",
            "\"acme\" is not of the form \"customers/{customer}\"; an id has 1 to 63 of a-z, 0-9 and '-', beginning with a letter, not ending with '-'"
        },
        {
            request => request.WebhookId = "W 1", "webhook_id", "MALFORMED_ID",
            "\"W 1\" is no id; an id has 1 to 63 of a-z, 0-9 and '-', beginning with a letter, not ending with '-'"
        },
        { request => request.Webhook = null, "webhook.url", "REQUIRED", "an https URL is needed" },
        {
            request => request.Webhook.Url = "https://a.example/" + new string('x', 1983), "webhook.url", "TOO_LONG",
            "has 2001 characters; at most 2000 are allowed"
        },
        {
            request => request.Webhook.Url = "ftp://a.example/hook", "webhook.url", "SCHEME_NOT_ALLOWED",
            "has the scheme \"ftp\"; only \"https\" is allowed"
        },
        {
            request => request.Webhook.Url = "/hook", "webhook.url", "MALFORMED_URL",
            "is not an absolute URL in printable ASCII, like \"https://receiver.example/path\""
        },
        {
            request => request.Webhook.Url = "https://a b.example/", "webhook.url", "MALFORMED_URL",
            "is not an absolute URL in printable ASCII, like \"https://receiver.example/path\""
        },
        {
            request => request.Webhook.Url = "http://a.example/", "webhook.url", "SCHEME_NOT_ALLOWED",
            "has the scheme \"http\"; only \"https\" is allowed"
        },
        {
            request => request.Webhook.Url = "http://127.0.0.1/", "webhook.url", "SCHEME_NOT_ALLOWED",
            "has the scheme \"http\"; only \"https\" is allowed"
        },
        {
            request => request.Webhook.Url = "https://user:pass@a.example/", "webhook.url", "USER_INFO_NOT_ALLOWED",
            "has a user name or password; none is allowed, the signature shows who sends"
        },
        {
            request => request.Webhook.Url = "https://a.example/#part", "webhook.url", "FRAGMENT_NOT_ALLOWED",
            "has a fragment, \"#part\"; none is allowed"
        },
        {
            request => request.Webhook.Url = "https://localhost/", "webhook.url", "HOST_NOT_ALLOWED",
            "names the host \"localhost\", a loopback host; only public hosts are allowed"
        },
        {
            request => request.Webhook.Url = "https://169.254.169.254/latest", "webhook.url", "HOST_NOT_ALLOWED",
            "names the host \"169.254.169.254\", an address that is not public; only public hosts are allowed"
        },
        {
            request => request.Webhook.Url = "https://167772161/", "webhook.url", "HOST_NOT_ALLOWED",
            "names the host \"10.0.0.1\", a private address; only public hosts are allowed"
        },
        {
            request => request.Webhook.Types_.Add("Case Opened"), "webhook.types[0]", "NO_SUCH_TYPE",
            $"\"Case Opened\" is none of {string.Join(", ", CaseSteps.FeedTypes)}"
        },
        {
            request => request.Webhook.Types_.AddRange(["case.alarm", "case.alarm"]), "webhook.types[1]", "DUPLICATE",
            "\"case.alarm\" is there twice"
        },
        {
            request => request.Webhook.Types_.AddRange(Enumerable.Range(0, 51).Select(i => $"case.t{i}")), "webhook.types", "TOO_MANY",
            $"has 51 types; there are {CaseSteps.FeedTypes.Count}"
        },
        { request => request.StartAfterPosition = -2, "start_after_position", "OUT_OF_RANGE", "-2 is not a position, 0 or -1" },
        {
            request => request.StartAfterPosition = 99, "start_after_position", "OUT_OF_RANGE",
            "99 is beyond the end of the feed; 0 to 0 are allowed, or -1 for now"
        },
    };

    public async Task InitializeAsync()
    {
        _run = await WebhookRun.StartAsync();
        _run.Options["Support:Webhooks:MaxPerCustomer"] = "3";
        _replica = await _run.ReplicaAsync();
    }

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_field_is_named_with_what_is_allowed(Action<CreateWebhookRequest> change, string field, string reason, string description)
    {
        CreateWebhookRequest request = WebhookRun.Request();
        change(request);
        RpcException refused = await RefusedAsync(() => Replica.Client.CreateWebhookAsync(request, Replica.Desk).ResponseAsync);
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Google.Rpc.BadRequest.Types.FieldViolation found = Assert.Single(RpcErrorDetails.Find<Google.Rpc.BadRequest>(refused)!.FieldViolations);
        Assert.Equal((field, reason, description), (found.Field, found.Reason, found.Description));
        Assert.DoesNotContain("pass@", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_wrong_fields_are_named_together()
    {
        var request = new CreateWebhookRequest { StartAfterPosition = -5 };
        RpcException refused = await RefusedAsync(() => Replica.Client.CreateWebhookAsync(request, Replica.Desk).ResponseAsync);
        Assert.Equal(
            ["parent", "webhook_id", "webhook.url", "start_after_position"],
            RpcErrorDetails.Find<Google.Rpc.BadRequest>(refused)!.FieldViolations.Select(violation => violation.Field));
    }

    [Fact]
    public async Task A_repeated_creation_finds_the_webhook_and_shows_no_secret()
    {
        CreateWebhookRequest request = WebhookRun.Request(types: ["case.alarm"], startAfter: -1);
        CreateWebhookResponse first = await Replica.Client.CreateWebhookAsync(request, Replica.Admin);
        CreateWebhookResponse second = await Replica.Client.CreateWebhookAsync(request, Replica.Desk);
        Assert.Equal(first.Webhook, second.Webhook);
        Assert.Equal((Name, WebhookRun.UrlOf("w1"), Run.NowUs), (first.Webhook.Name, first.Webhook.Url, first.Webhook.CreateTimeUs));
        Assert.NotEmpty(first.Secret);
        Assert.Empty(second.Secret);

        request.Webhook.Url += "2";
        request.StartAfterPosition = 0;
        RpcException refused = await RefusedAsync(() => Replica.Client.CreateWebhookAsync(request, Replica.Admin).ResponseAsync);
        Assert.Equal(
            (StatusCode.AlreadyExists, $"{Name} exists already with other content (different url, start_after_position)."),
            (refused.StatusCode, refused.Status.Detail));
    }

    [Fact]
    public async Task A_customer_has_a_limited_number_of_webhooks()
    {
        foreach (string id in new[] { "a", "b", "c" })
        {
            _ = await WebhookRun.CreateAsync(Replica, id);
        }

        RpcException refused = await RefusedAsync(() => WebhookRun.CreateAsync(Replica, "d"));
        Assert.Equal(
            (StatusCode.ResourceExhausted, "customers/acme has 3 webhooks; at most 3 are allowed. Delete one first."),
            (refused.StatusCode, refused.Status.Detail));
        _ = await Replica.Client.DeleteWebhookAsync(new DeleteWebhookRequest { Name = "customers/acme/webhooks/b" }, Replica.Admin);
        _ = await WebhookRun.CreateAsync(Replica, "d");
    }

    [Fact]
    public async Task Webhooks_are_listed_by_name_in_pages()
    {
        foreach (string id in new[] { "c", "a", "b" })
        {
            _ = await WebhookRun.CreateAsync(Replica, id);
        }

        var request = new ListWebhooksRequest { Parent = "customers/acme", PageSize = 2 };
        ListWebhooksResponse page = await Replica.Client.ListWebhooksAsync(request, Replica.Desk);
        Assert.Equal(["customers/acme/webhooks/a", "customers/acme/webhooks/b"], page.Webhooks.Select(one => one.Name));
        request.PageToken = page.NextPageToken;
        page = await Replica.Client.ListWebhooksAsync(request, Replica.Admin);
        Assert.Equal(("customers/acme/webhooks/c", ""), (page.Webhooks.Single().Name, page.NextPageToken));

        RpcException refused = await RefusedAsync(() => Replica.Client.ListWebhooksAsync(
            new ListWebhooksRequest { Parent = "customers/acme", PageSize = 1001, PageToken = "!" }, Replica.Admin).ResponseAsync);
        Assert.Equal(
            ["1001 is not 1 to 1000, or 0 for 100", "is not a next_page_token of this method"],
            RpcErrorDetails.Find<Google.Rpc.BadRequest>(refused)!.FieldViolations.Select(violation => violation.Description));
    }

    [Fact]
    public async Task Anothers_webhook_does_not_exist_and_a_viewer_may_do_nothing()
    {
        _ = await WebhookRun.CreateAsync(Replica);
        foreach (Func<Metadata, Task> call in new Func<Metadata, Task>[]
        {
            who => Replica.Client.CreateWebhookAsync(WebhookRun.Request(), who).ResponseAsync,
            who => Replica.Client.ListWebhooksAsync(new ListWebhooksRequest { Parent = "customers/acme" }, who).ResponseAsync,
            who => Replica.Client.DeleteWebhookAsync(new DeleteWebhookRequest { Name = Name }, who).ResponseAsync,
            who => Replica.Client.RotateWebhookSecretAsync(new RotateWebhookSecretRequest { Name = Name }, who).ResponseAsync,
            who => Replica.Client.ListDeadLettersAsync(new ListDeadLettersRequest { Parent = Name }, who).ResponseAsync,
            who => Replica.Client.RedeliverDeadLettersAsync(new RedeliverDeadLettersRequest { Name = Name }, who).ResponseAsync,
        })
        {
            Assert.Equal(StatusCode.NotFound, (await RefusedAsync(() => call(Replica.Stranger))).StatusCode);
            Assert.Equal(StatusCode.PermissionDenied, (await RefusedAsync(() => call(Replica.Viewer))).StatusCode);
        }

        Assert.True(Replica.State("w1").Live);
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        const string Other = "customers/acme/webhooks/other";
        foreach (Func<Task> call in new Func<Task>[]
        {
            () => Replica.Client.DeleteWebhookAsync(new DeleteWebhookRequest { Name = Other }, Replica.Admin).ResponseAsync,
            () => Replica.Client.RotateWebhookSecretAsync(new RotateWebhookSecretRequest { Name = Other }, Replica.Admin).ResponseAsync,
            () => Replica.Client.ListDeadLettersAsync(new ListDeadLettersRequest { Parent = Other }, Replica.Admin).ResponseAsync,
            () => Replica.Client.RedeliverDeadLettersAsync(new RedeliverDeadLettersRequest { Name = Other }, Replica.Admin).ResponseAsync,
        })
        {
            RpcException refused = await RefusedAsync(call);
            Assert.Equal((StatusCode.NotFound, $"There is no {Other}."), (refused.StatusCode, refused.Status.Detail));
        }

        CreateWebhookRequest request = WebhookRun.Request();
        request.Parent = "customers/nobody";
        Assert.Equal(
            "There is no customers/nobody.", (await RefusedAsync(() => Replica.Client.CreateWebhookAsync(request, Replica.Desk).ResponseAsync)).Status.Detail);
    }

    [Fact]
    public async Task An_event_that_is_no_dead_letter_is_not_redelivered()
    {
        _ = await WebhookRun.CreateAsync(Replica);
        var request = new RedeliverDeadLettersRequest { Name = Name, EventIds = { "customers/acme/cases/c1/1" } };
        RpcException refused = await RefusedAsync(() => Replica.Client.RedeliverDeadLettersAsync(request, Replica.Admin).ResponseAsync);
        Google.Rpc.BadRequest.Types.FieldViolation found = Assert.Single(RpcErrorDetails.Find<Google.Rpc.BadRequest>(refused)!.FieldViolations);
        Assert.Equal(
            ("event_ids[0]", $"\"customers/acme/cases/c1/1\" is no dead letter of {Name}", "NO_SUCH_DEAD_LETTER"),
            (found.Field, found.Description, found.Reason));
    }

    [Fact]
    public async Task A_fifth_rotation_within_a_day_is_refused_with_the_time_to_wait()
    {
        _ = await WebhookRun.CreateAsync(Replica);
        var request = new RotateWebhookSecretRequest { Name = Name };
        HashSet<string> secrets = [];
        for (int i = 0; i < 4; i++)
        {
            Assert.True(secrets.Add((await Replica.Client.RotateWebhookSecretAsync(request, Replica.Admin)).Secret));
            Run.Clock.Advance(TimeSpan.FromHours(1));
        }

        RpcException refused = await RefusedAsync(() => Replica.Client.RotateWebhookSecretAsync(request, Replica.Admin).ResponseAsync);
        Assert.Equal(
            (StatusCode.ResourceExhausted, $"4 replaced secrets of {Name} are still valid; at most 4 are allowed. The oldest ends in 20:00:00."),
            (refused.StatusCode, refused.Status.Detail));
        Run.Clock.Advance(TimeSpan.FromHours(20));
        Assert.True(secrets.Add((await Replica.Client.RotateWebhookSecretAsync(request, Replica.Admin)).Secret));
    }

    [Fact]
    public async Task A_deleted_webhook_gets_nothing_more()
    {
        _ = await WebhookRun.CreateAsync(Replica, "gone");
        _ = await WebhookRun.CreateAsync(Replica, "stays");
        _ = await Replica.Client.DeleteWebhookAsync(new DeleteWebhookRequest { Name = "customers/acme/webhooks/gone" }, Replica.Admin);
        _ = await Run.EventsAsync(3);
        await Run.ReceivedAsync(3, "stays");
        Assert.Empty(Run.Receiver.Ids(WebhookRun.UrlOf("gone")));
    }

    private static Task<RpcException> RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<RpcException>(call);
}
