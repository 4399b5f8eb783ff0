using Google.Rpc;
using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Host;

public sealed class ListProducersTests
{
    [Fact]
    public async Task Lanes_are_listed_by_epoch_and_lane_page_by_page()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        foreach ((byte epoch, uint lane) in ((byte, uint)[])[(2, 1), (1, 1), (2, 0), (1, 0), (3, 7)])
        {
            await server.ClientOf().WriteSamplesAsync(
                new WriteSamplesRequest { Agent = Names.Agent, SpoolEpoch = Names.EpochBytes(epoch), Lane = lane, Batch = Batches.Latencies(1) });
        }

        List<Producer> all = [];
        ListProducersRequest request = new() { Parent = Names.Agent, PageSize = 2 };
        int pages = 0;
        do
        {
            ListProducersResponse page = await server.ClientOf().ListProducersAsync(request);
            Assert.InRange(page.Producers.Count, 1, 2);
            all.AddRange(page.Producers);
            request.PageToken = page.NextPageToken;
            pages++;
        }
        while (request.PageToken.Length > 0 && pages < 10);
        Assert.Equal(3, pages);
        Assert.Equal([(1, 0u), (1, 1u), (2, 0u), (2, 1u), (3, 7u)], all.Select(p => ((int)p.SpoolEpoch[0], p.Lane)));
        Assert.All(all, p => Assert.Equal((Names.Agent, 1ul, 3ul, 0ul), (p.Agent, p.DurableSequence, p.StoredSamples, p.RefusedSamples)));
        Assert.All(all, p => Assert.Equal((uint)Names.Lane(p.Lane, p.SpoolEpoch[0]).PartitionOf(server.Log.PartitionCount), p.Partition));
    }

    [Theory]
    [InlineData(Role.CustomerViewer, "acme", true)]
    [InlineData(Role.CustomerAdmin, "acme", true)]
    [InlineData(Role.CustomerViewer, "globex", false)]
    [InlineData(Role.Support, null, true)]
    [InlineData(Role.Admin, null, true)]
    public async Task Only_the_own_customer_and_the_provider_see_them(Role role, string? customer, bool seen)
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        await server.ClientOf().WriteSamplesAsync(
            new WriteSamplesRequest { Agent = Names.Agent, SpoolEpoch = Names.EpochBytes(), Batch = Batches.Latencies(1) });
        V1.IngestionService.IngestionServiceClient client = server.ClientOf(new Caller("someone", customer, new HashSet<Role> { role }, null));
        ListProducersRequest request = new() { Parent = Names.Agent };
        if (seen)
        {
            Assert.Single((await client.ListProducersAsync(request)).Producers);
        }
        else
        {
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await client.ListProducersAsync(request))).StatusCode);
        }
    }

    [Fact]
    public async Task An_agent_sees_only_itself()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        RpcException exception = await Assert.ThrowsAsync<RpcException>(
            async () => await server.ClientOf("customers/acme/agents/other").ListProducersAsync(new ListProducersRequest { Parent = Names.Agent }));
        Assert.Equal(StatusCode.NotFound, exception.StatusCode);
        Assert.Empty((await server.ClientOf().ListProducersAsync(new ListProducersRequest { Parent = Names.Agent })).Producers);
    }

    [Fact]
    public async Task Every_wrong_field_is_reported_at_once()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        RpcException exception = await Assert.ThrowsAsync<RpcException>(
            async () => await server.ClientOf().ListProducersAsync(new ListProducersRequest { Parent = "agents/probe", PageSize = 1001, PageToken = "?" }));
        Assert.Equal(["parent", "page_size", "page_token"], RpcErrorDetails.Find<BadRequest>(exception)?.FieldViolations.Select(v => v.Field));
    }
}
