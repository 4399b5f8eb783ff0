using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Hosting;
using Telecom.Ingestion.V1;

namespace Telecom.EndToEnd.Tests;

/// <summary>Five real processes, and agents whose streams are open when their credentials are taken away.</summary>
public sealed class RevocationTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_disabled_agent_and_a_revoked_key_are_cut_off_in_mid_stream_and_others_are_not()
    {
        await using Rig rig = await Rig.StartAsync(new Dictionary<string, string?>
        {
            ["TELECOM_Gateway__Identity__CacheDuration"] = "00:00:01",
            ["TELECOM_Gateway__Identity__RecheckInterval"] = "00:00:01",
        });
        var catalog = new CatalogService.CatalogServiceClient(rig.Admin.Invoker);
        await using OpenStream disabled = await OpenStream.BeginAsync(rig, "disabled");
        await using OpenStream revoked = await OpenStream.BeginAsync(rig, "revoked");
        await using OpenStream other = await OpenStream.BeginAsync(rig, "other");

        await catalog.DisableAgentAsync(new DisableAgentRequest { Name = disabled.Tenant.AgentName });
        await catalog.RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = revoked.Tenant.Name + "/keys/probe" });
        foreach (OpenStream cut in new[] { disabled, revoked })
        {
            RpcException end = await cut.EndAsync();
            Assert.Equal((StatusCode.Unauthenticated, "UNAUTHENTICATED"), (end.StatusCode, RpcErrorDetails.ReasonOf(end)));

            // Nor does it come back.
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => OpenStream.GreetAsync(cut.Channel, cut.Tenant));
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        }

        Assert.True(await other.LivesAsync());
        await catalog.EnableAgentAsync(new EnableAgentRequest { Name = disabled.Tenant.AgentName });
        using AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> again = await Until.Async(
            "the enabled agent is let in", Bound, () => OpenStream.GreetAsync(disabled.Channel, disabled.Tenant), call => call.ResponseStream.Current.Welcome is not null);
        await again.RequestStream.CompleteAsync();
    }

    /// <summary>An agent with an open stream.</summary>
    private sealed class OpenStream(Tenant tenant, GatewayChannel channel, AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call) : IAsyncDisposable
    {
        public Tenant Tenant => tenant;

        public GatewayChannel Channel => channel;

        public static async Task<OpenStream> BeginAsync(Rig rig, string id)
        {
            Tenant tenant = await Tenant.RegisterAsync(rig.Admin, id, ["line"]);
            var channel = new GatewayChannel(rig.GatewayAddress, tenant.AgentSecret);
            return new OpenStream(tenant, channel, await GreetAsync(channel, tenant));
        }

        /// <summary>A stream that has been welcomed. What the catalogue has just learnt takes ingestion a moment.</summary>
        public static async Task<AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse>> GreetAsync(GatewayChannel channel, Tenant tenant)
        {
            AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call = new IngestionService.IngestionServiceClient(channel.Invoker).StreamSamples();
            try
            {
                await call.RequestStream.WriteAsync(new StreamSamplesRequest
                {
                    Hello = new Hello
                    {
                        Agent = tenant.AgentName,
                        SpoolEpoch = SpoolingClient.NewEpoch(),
                        AgentTimeUs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000,
                        Software = "harness",
                    },
                });
                Assert.True(await call.ResponseStream.MoveNext());
                return call;
            }
            catch
            {
                call.Dispose();
                throw;
            }
        }

        /// <summary>How the stream ends.</summary>
        public async Task<RpcException> EndAsync()
        {
            using var bound = new CancellationTokenSource(Bound);
            return await Assert.ThrowsAsync<RpcException>(async () =>
            {
                while (await call.ResponseStream.MoveNext(bound.Token))
                {
                }
            });
        }

        /// <summary>Whether an orderly end is still answered.</summary>
        public async Task<bool> LivesAsync()
        {
            await call.RequestStream.WriteAsync(new StreamSamplesRequest { Finish = new Finish { LastSequence = 0 } });
            using var bound = new CancellationTokenSource(Bound);
            while (await call.ResponseStream.MoveNext(bound.Token))
            {
                if (call.ResponseStream.Current.Finished is not null)
                {
                    return true;
                }
            }

            return false;
        }

        public ValueTask DisposeAsync()
        {
            call.Dispose();
            channel.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
