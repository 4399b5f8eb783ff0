using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Catalog.Tests;

public sealed class AgentAccessTests : IDisposable
{
    private const string A1 = "customers/acme/agents/a1";
    private readonly Scratch _scratch = new();
    private readonly FakeClock _clock = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_disabled_agent_is_refused_by_name_and_by_key_until_it_is_enabled()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock);
        await run.TenantAsync("acme");
        await run.AgentAsync("acme", "a2");
        string own = (await run.KeyAsync("customers/acme/keys/a1", A1, 0, Role.Agent)).Secret;
        string other = (await run.KeyAsync("customers/acme/keys/a2", "customers/acme/agents/a2", 0, Role.Agent)).Secret;
        string person = (await run.KeyAsync("customers/acme/keys/jo", A1, 0, Role.CustomerViewer)).Secret;
        Assert.Equal(A1, (await VerifyAsync(run, A1)).Name);
        await VerifyKeyAsync(run, own);

        Agent disabled = await DisableAsync(run, A1);
        Assert.NotEqual(0, disabled.DisableTimeUs);
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => VerifyAsync(run, A1))).StatusCode);
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => VerifyKeyAsync(run, own))).StatusCode);
        await VerifyKeyAsync(run, other);

        // A person may bear an agent's name; its key is not the agent's.
        await VerifyKeyAsync(run, person);

        Assert.Equal(0, (await EnableAsync(run, A1)).DisableTimeUs);
        Assert.Equal(A1, (await VerifyAsync(run, A1)).Name);
        await VerifyKeyAsync(run, own);
    }

    [Fact]
    public async Task A_key_that_was_revoked_does_not_come_back_with_its_agent()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock);
        await run.TenantAsync("acme");
        string secret = (await run.KeyAsync("customers/acme/keys/a1", A1, 0, Role.Agent)).Secret;
        await DisableAsync(run, A1);
        await run.Catalog.RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = "customers/acme/keys/a1" }, run.Admin);
        await EnableAsync(run, A1);
        await Assert.ThrowsAsync<RpcException>(() => VerifyKeyAsync(run, secret));
    }

    [Fact]
    public async Task Disabling_and_enabling_again_change_nothing_and_survive_a_restart()
    {
        Agent first;
        ulong revision;
        await using (CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock))
        {
            await run.TenantAsync("acme");
            await EnableAsync(run, A1);
            first = await DisableAsync(run, A1);
            revision = await RevisionAsync(run);
            _clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(first, await DisableAsync(run, A1));
            Assert.Equal(revision, await RevisionAsync(run));
        }

        await using CatalogRun again = await CatalogRun.StartAsync(_scratch, _clock);
        Assert.Equal(revision, await RevisionAsync(again));
        Assert.Equal(first, await DisableAsync(again, A1));
        Assert.Equal(0, (await EnableAsync(again, A1)).DisableTimeUs);
        Assert.Equal(revision + 1, await RevisionAsync(again));
        await EnableAsync(again, A1);
        Assert.Equal(revision + 1, await RevisionAsync(again));

        // Many changes of one stream, each at its own version.
        for (int i = 0; i < 3; i++)
        {
            await DisableAsync(again, A1);
            await EnableAsync(again, A1);
        }

        Assert.Equal(revision + 7, await RevisionAsync(again));
    }

    [Fact]
    public async Task Lists_and_snapshots_say_when_an_agent_was_disabled_and_creating_it_again_does_not_enable_it()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock);
        await run.TenantAsync("acme");
        Agent disabled = await DisableAsync(run, A1);
        Assert.Equal(disabled, await run.AgentAsync("acme"));
        Assert.Equal(disabled, Assert.Single((await run.Catalog.ListAgentsAsync(new ListAgentsRequest { Parent = "customers/acme" }, run.Admin)).Agents));
        Assert.Equal(disabled, Assert.Single((await run.Directory.GetSnapshotAsync(new GetSnapshotRequest(), run.Service)).Snapshot.Agents));

        // The time is the server's to set.
        Agent created = (await run.Catalog.CreateAgentAsync(
            new CreateAgentRequest { Agent = new Agent { Name = "customers/acme/agents/a9", DisplayName = "A", DisableTimeUs = 5 } }, run.Admin)).Agent;
        Assert.Equal(0, created.DisableTimeUs);
    }

    [Fact]
    public async Task Only_provider_staff_disables_and_only_what_exists()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock);
        await run.TenantAsync("acme");
        foreach (Metadata caller in new[] { run.AsCustomer("acme"), run.As(new Caller("Bo", null, new HashSet<Role> { Role.Billing }, null)), run.Service })
        {
            Assert.Equal(StatusCode.PermissionDenied, await CodeAsync(run, A1, caller));
        }

        Assert.Equal(StatusCode.NotFound, await CodeAsync(run, "customers/acme/agents/none", run.Admin));
        Assert.Equal(StatusCode.NotFound, await CodeAsync(run, "customers/none/agents/a1", run.Admin));
        foreach (string name in new[] { "", "a1", "customers/acme", "customers/acme/circuits/c1", "customers/acme/agents/A 1" })
        {
            Assert.Equal(StatusCode.InvalidArgument, await CodeAsync(run, name, run.Admin));
        }

        Assert.Equal(0, (await VerifyAsync(run, A1)).DisableTimeUs);
        await run.Catalog.DisableAgentAsync(new DisableAgentRequest { Name = A1 }, run.As(new Caller("Sue", null, new HashSet<Role> { Role.Support }, null)));
    }

    [Fact]
    public async Task An_agent_is_verified_for_services_alone_and_unknown_looks_like_disabled()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock);
        await run.TenantAsync("acme");
        await DisableAsync(run, A1);
        HashSet<string> answers = [];
        foreach (string name in new[] { A1, "customers/acme/agents/none", "customers/none/agents/a1", "", "nonsense" })
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => VerifyAsync(run, name));
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
            answers.Add(refused.Status.Detail);
        }

        Assert.Single(answers);
        RpcException admin = await Assert.ThrowsAsync<RpcException>(
            async () => await run.Directory.VerifyAgentAsync(new VerifyAgentRequest { Agent = A1 }, run.Admin));
        Assert.Equal(StatusCode.PermissionDenied, admin.StatusCode);
    }

    private static async Task<Agent> DisableAsync(CatalogRun run, string name) =>
        (await run.Catalog.DisableAgentAsync(new DisableAgentRequest { Name = name }, run.Admin)).Agent;

    private static async Task<Agent> EnableAsync(CatalogRun run, string name) =>
        (await run.Catalog.EnableAgentAsync(new EnableAgentRequest { Name = name }, run.Admin)).Agent;

    private static async Task<Agent> VerifyAsync(CatalogRun run, string name) =>
        (await run.Directory.VerifyAgentAsync(new VerifyAgentRequest { Agent = name }, run.Service)).Agent;

    private static async Task VerifyKeyAsync(CatalogRun run, string secret) =>
        Assert.NotNull((await run.Directory.VerifyApiKeyAsync(Secrets.Request(secret), run.Service)).ApiKey);

    private static async Task<ulong> RevisionAsync(CatalogRun run) =>
        (await run.Directory.GetSnapshotAsync(new GetSnapshotRequest(), run.Service)).Snapshot.Revision;

    private static async Task<StatusCode> CodeAsync(CatalogRun run, string name, Metadata caller) =>
        (await Assert.ThrowsAsync<RpcException>(async () => await run.Catalog.DisableAgentAsync(new DisableAgentRequest { Name = name }, caller))).StatusCode;
}
