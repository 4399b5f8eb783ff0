using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telecom.Support.Tests.Webhooks.Fixtures;
using Telecom.Support.Webhooks;
using Telecom.Support.Webhooks.Sending;

namespace Telecom.Support.Tests.Webhooks;

public sealed class WebhookNetworkTests
{
    [Fact]
    public async Task A_receiver_on_the_network_gets_what_it_can_verify_and_redirects_lead_nowhere()
    {
        await using WebhookRun run = await WebhookRun.StartAsync();
        run.Options["Support:Webhooks:AllowLoopback"] = "true";
        List<(string Path, string Signed, string Signature)> got = [];
        await using WebApplication receiver = await ReceiverAsync(got);
        Replica replica = await run.ReplicaAsync(realNetwork: true);
        string address = receiver.Urls.Single();
        string secret = await WebhookRun.CreateAsync(replica, url: $"{address}/hook?token=1");
        _ = await WebhookRun.CreateAsync(replica, "moved", url: $"{address}/moved");
        _ = await run.EventsAsync(3);

        await Until.HoldsAsync(() => Count("/hook") == 3 && replica.State("moved").FailedTries == 1, "three deliveries and a redirect");
        Assert.Equal("HTTP 307: redirects are not followed", replica.State("moved").LastFailure);
        Assert.Equal((1, 0), (Count("/moved"), Count("/elsewhere")));
        byte[] key = Convert.FromBase64String(secret["whsec_".Length..]);
        foreach ((_, string signed, string signature) in got.Where(one => one.Path == "/hook"))
        {
            Assert.Equal($"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)))}", signature);
        }

        int Count(string path)
        {
            lock (got)
            {
                return got.Count(one => one.Path == path);
            }
        }
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_told_in_words_without_its_URL()
    {
        await using WebhookRun run = await WebhookRun.StartAsync();
        run.Options["Support:Webhooks:AllowLoopback"] = "true";
        Replica replica = await run.ReplicaAsync(realNetwork: true);
        List<(string, string, string)> got = [];
        string address;
        await using (WebApplication receiver = await ReceiverAsync(got))
        {
            address = receiver.Urls.Single();
        }

        _ = await WebhookRun.CreateAsync(replica, url: $"{address}/secret-path");
        _ = await run.EventsAsync(1);
        await Until.HoldsAsync(() => replica.State("w1").FailedTries == 1, "a failed try");
        Assert.Equal("no connection: ConnectionRefused", replica.State("w1").LastFailure);
    }

    [Theory]
    [InlineData("localhost", false, "the host leads to a loopback address; only public addresses are allowed")]
    [InlineData("127.0.0.1", false, "the host leads to a loopback address; only public addresses are allowed")]
    [InlineData("10.1.2.3", false, "the host leads to a private address; only public addresses are allowed")]
    [InlineData("169.254.169.254", true, "the host leads to an address that is not public; only public addresses are allowed")]
    public async Task An_address_is_judged_when_it_is_connected_to(string host, bool allowPrivate, string message)
    {
        var options = new WebhookOptions { AllowPrivateAddresses = allowPrivate };
        AddressRefusedException refused = await Assert.ThrowsAsync<AddressRefusedException>(() =>
            WebhookHandler.ConnectAsync(new DnsEndPoint(host, 443), options, CancellationToken.None).AsTask());
        Assert.Equal(message, refused.Message);
    }

    [Fact]
    public void The_handler_follows_nothing_keeps_nothing_and_uses_no_proxy()
    {
        using SocketsHttpHandler handler = WebhookHandler.Create(new WebhookOptions());
        Assert.False(handler.UseProxy || handler.AllowAutoRedirect || handler.UseCookies || handler.PreAuthenticate);
        Assert.Null(handler.ActivityHeadersPropagator);
        Assert.NotNull(handler.ConnectCallback);
        Assert.Equal(4096, handler.MaxResponseDrainSize);
    }

    private static async Task<WebApplication> ReceiverAsync(List<(string Path, string Signed, string Signature)> got)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", "--urls=http://127.0.0.1:0"]);
        _ = builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            string body = await reader.ReadToEndAsync(context.RequestAborted);
            IHeaderDictionary headers = context.Request.Headers;
            lock (got)
            {
                got.Add((context.Request.Path, $"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.{body}", headers["webhook-signature"].ToString()));
            }

            bool moved = context.Request.Path == "/moved";
            context.Response.StatusCode = moved ? StatusCodes.Status307TemporaryRedirect : StatusCodes.Status200OK;
            context.Response.Headers.Location = moved ? "/elsewhere" : default;
            await context.Response.WriteAsync(new string('x', 100_000), context.RequestAborted);
        });
        await app.StartAsync();
        return app;
    }
}
