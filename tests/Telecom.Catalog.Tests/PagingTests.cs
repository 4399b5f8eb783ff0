using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Hosting;

namespace Telecom.Catalog.Tests;

public sealed class PagingTests : IAsyncLifetime
{
    private CatalogRun? _run;

    private CatalogRun Run => _run!;

    public async Task InitializeAsync()
    {
        _run = await CatalogRun.StartAsync(store: new InMemoryEventStore());
        await _run.CustomerAsync("acme");
        await _run.CustomerAsync("beta");
    }

    public async Task DisposeAsync() => await _run!.DisposeAsync();

    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    [InlineData(104, 104)]
    [InlineData(105, 105)]
    [InlineData(1000, 105)]
    public async Task Pages_together_are_the_whole_list_in_order(int pageSize, int firstPage)
    {
        for (int i = 0; i < 105; i++)
        {
            await Run.AgentAsync("acme", $"a{i}");
        }

        await Run.AgentAsync("beta", "b1");
        List<string> seen = [];
        string token = "";
        do
        {
            ListAgentsResponse page = await ListAsync("customers/acme", pageSize, token);
            Assert.Equal(seen.Count == 0 ? firstPage : Math.Min(firstPage, 105 - seen.Count), page.Agents.Count);
            seen.AddRange(page.Agents.Select(a => a.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0 && seen.Count <= 105);

        Assert.Equal(Enumerable.Range(0, 105).Select(i => $"customers/acme/agents/a{i}").Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task What_is_created_between_two_pages_neither_repeats_nor_skips_others()
    {
        foreach (string id in (string[])["b", "d", "f", "h"])
        {
            await Run.AgentAsync("acme", id);
        }

        ListAgentsResponse first = await ListAsync("customers/acme", 2, "");
        await Run.AgentAsync("acme", "a");
        await Run.AgentAsync("acme", "e");
        ListAgentsResponse second = await ListAsync("customers/acme", 100, first.NextPageToken);
        Assert.Equal(["b", "d"], first.Agents.Select(a => a.Name[^1..]));
        Assert.Equal(["e", "f", "h"], second.Agents.Select(a => a.Name[^1..]));
        Assert.Empty(second.NextPageToken);
    }

    [Fact]
    public async Task A_token_belongs_to_its_list()
    {
        await Run.AgentAsync("acme", "a1");
        await Run.AgentAsync("acme", "a2");
        string token = (await ListAsync("customers/acme", 1, "")).NextPageToken;
        Assert.NotEmpty(token);
        string[] refused = [token + "x", token[..^2], "%", new string('A', 700)];
        await Assert.ThrowsAsync<RpcException>(() => ListAsync("customers/beta", 1, token));
        foreach (string other in refused)
        {
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => ListAsync("customers/acme", 1, other));
            Assert.Equal("page_token", RpcErrorDetails.Find<Google.Rpc.BadRequest>(error)!.FieldViolations.Single().Field);
        }
    }

    [Fact]
    public async Task An_unknown_customers_list_is_empty_for_the_provider() =>
        Assert.Empty((await ListAsync("customers/nobody", 1, "")).Agents);

    private async Task<ListAgentsResponse> ListAsync(string parent, int pageSize, string token) =>
        await Run.Catalog.ListAgentsAsync(new ListAgentsRequest { Parent = parent, PageSize = pageSize, PageToken = token }, Run.Admin);
}
