using System.Globalization;
using System.Text.Json;
using Telecom.EndToEnd.Tests.Harness;

namespace Telecom.EndToEnd.Tests;

/// <summary>
/// Clients that know nothing of our code but the protos stream to a server that tells every stream to move after a second: each goes on
/// after what the next Welcome states, and loses and doubles nothing.
/// </summary>
public sealed class DrainedClientTests(DrainedClientTests.RestlessRig fixture) : IClassFixture<DrainedClientTests.RestlessRig>
{
    private const int Rows = 10;
    private const int Batches = 60;
    private const int PaceMs = 50;

    [NeedsFact(NeedsFactAttribute.Need.Node)]
    public async Task Grpc_js_is_drained_and_loses_nothing()
    {
        Tenant tenant = await Tenant.RegisterAsync(fixture.Rig.Admin, "js", ["line"]);
        await ProveAsync("grpc-js", tenant, "node", [Path.Combine(Paths.Root, "tests", "interop", "drained.mjs")], []);
    }

    [NeedsFact(NeedsFactAttribute.Need.Python)]
    public async Task Python_grpcio_is_drained_and_loses_nothing()
    {
        Tenant tenant = await Tenant.RegisterAsync(fixture.Rig.Admin, "python", ["line"]);
        string descriptors = Path.Combine(fixture.Rig.Folder, "descriptors.binpb");
        await using ManagedProcess buf = ManagedProcess.Start(
            "buf build",
            Path.Combine(Paths.Root, "node_modules", ".bin", "buf"),
            ["build", Path.Combine(Paths.Root, "protos"), "--as-file-descriptor-set", "-o", descriptors],
            new Dictionary<string, string?>(),
            Paths.Root);
        Assert.True(await buf.WaitForExitAsync(TimeSpan.FromSeconds(60)) == 0, buf.Output);
        await ProveAsync("grpcio", tenant, "/usr/bin/python3", [Path.Combine(Paths.Root, "tests", "interop", "drained.py")], [descriptors]);
    }

    [NeedsFact(NeedsFactAttribute.Need.Buf)]
    public async Task Buf_curl_is_drained_and_loses_nothing()
    {
        Tenant tenant = await Tenant.RegisterAsync(fixture.Rig.Admin, "bufcurl", ["line"]);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var agent = new BufCurlAgent(fixture.Rig.GatewayAddress, tenant.AgentSecret, tenant.AgentName, tenant.Circuit("line"), Rows);
        await agent.RunAsync(Batches, TimeSpan.FromMilliseconds(PaceMs), limit.Token);
        Assert.Equal(0, agent.Refusals);
        await ReportAsync("buf-curl", tenant, (int)agent.Finished, agent.Connections, agent.Drains);
    }

    private async Task ProveAsync(string name, Tenant tenant, string program, string[] script, string[] more)
    {
        await using ManagedProcess client = ManagedProcess.Start(
            name,
            program,
            [
                .. script, fixture.Rig.GatewayAddress["http://".Length..], tenant.AgentName, tenant.AgentSecret, tenant.Circuit("line"),
                Text(Batches), Text(Rows), Text(PaceMs), .. more,
            ],
            new Dictionary<string, string?>(),
            Paths.Root);
        int code = await client.WaitForExitAsync(TimeSpan.FromSeconds(120));
        Assert.True(code == 0, client.Output);
        JsonElement seen = JsonDocument.Parse(client.Output).RootElement;
        Assert.Equal(0, seen.GetProperty("refusals").GetInt32());
        Assert.Equal(0, seen.GetProperty("regressions").GetInt32());
        await ReportAsync(name, tenant, seen.GetProperty("finished").GetInt32(), seen.GetProperty("connections").GetInt32(), seen.GetProperty("drains").GetInt32());
    }

    private async Task ReportAsync(string name, Tenant tenant, int finished, int connections, int drains)
    {
        Assert.Equal(Batches, finished);

        // The last connection may be told to move as well, when it has just said Finish.
        Assert.True(drains >= 1 && connections >= Math.Max(2, drains), $"{connections} connections, {drains} drains");
        await FirstLightTests.AssertCountedAsync(fixture.Rig, tenant, Batches * Rows);
        Proofs.Report($"interop-{name}", $"{Batches} batches over {connections} connections, told to move {drains} times: {Batches * Rows} samples sent = stored = counted");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A suite whose streams grow old in a second.</summary>
    public sealed class RestlessRig : IAsyncLifetime
    {
        internal Rig Rig { get; private set; } = null!;

        public async Task InitializeAsync() => Rig = await Rig.StartAsync(new Dictionary<string, string?>
        {
            ["TELECOM_Ingestion__MaxStreamAge"] = "00:00:01",
            ["TELECOM_Ingestion__ReconnectAfter"] = "00:00:00.100",
        });

        public async Task DisposeAsync()
        {
            if (Rig is not null)
            {
                await Rig.DisposeAsync();
            }
        }
    }
}
