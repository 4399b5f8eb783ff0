using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telecom.Sla.Domain.Names;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.Tests.Webhooks.Fixtures;
using Telecom.Support.V1;
using Telecom.Support.Webhooks;
using Telecom.Support.Webhooks.Events;

namespace Telecom.Support.Tests.Webhooks;

public sealed class WebhookCaseTests
{
    [Fact]
    public async Task What_happens_to_a_case_reaches_the_receiver_of_its_customer()
    {
        List<CaseEvent> got = [];
        await using WebApplication receiver = await ReceiverAsync(got);
        await using SupportRun run = await SupportRun.StartAtAsync(
            TimeProvider.System.GetUtcNow(), options: new Dictionary<string, string?> { ["Support:Webhooks:AllowLoopback"] = "true" });
        WebhookCommands commands = run.Services.GetRequiredService<WebhookCommands>();
        var created = new WebhookCreated(receiver.Urls.Single(), [], 0, "Ada", "");
        _ = await commands.CreateAsync(new ResourceName("acme", "webhooks", "w1"), created, CancellationToken.None);
        _ = await commands.CreateAsync(new ResourceName("globex", "webhooks", "w1"), created with { Url = created.Url + "/other" }, CancellationToken.None);

        var request = new OpenCaseRequest
        {
            Parent = "customers/acme",
            RequestId = Guid.NewGuid().ToString(),
            Case = new Case { Subscription = "customers/acme/subscriptions/main", Severity = "1", Title = "North is down" },
        };
        Case opened = (await run.Client.OpenCaseAsync(request, run.Admin)).Case;
        await Until.HoldsAsync(() => Received().Length > 0, "the event", () => run.Clock.Advance(TimeSpan.FromSeconds(1)));
        CaseEvent first = Received()[0];
        Assert.Equal((opened.Name, "case.opened", "Ada", "1", 1L), (first.Case, first.Type, first.Actor, first.Severity, first.Version));
        Assert.DoesNotContain('.', first.Id);
        Assert.All(Received(), one => Assert.Equal(opened.Name, one.Case));

        CaseEvent[] Received()
        {
            lock (got)
            {
                return [.. got];
            }
        }
    }

    private static async Task<WebApplication> ReceiverAsync(List<CaseEvent> got)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", "--urls=http://127.0.0.1:0"]);
        _ = builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.Run(async context =>
        {
            Assert.Equal("/", context.Request.Path);
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            CaseEvent one = CaseEvent.Parser.ParseJson(await reader.ReadToEndAsync(context.RequestAborted));
            lock (got)
            {
                got.Add(one);
            }

            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await app.StartAsync();
        return app;
    }
}
