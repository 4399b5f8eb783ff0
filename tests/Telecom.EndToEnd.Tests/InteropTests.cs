using System.Text.Json;
using Telecom.EndToEnd.Tests.Harness;

namespace Telecom.EndToEnd.Tests;

[Collection(SharedRigCollection.Name)]
public sealed class InteropTests(RigFixture fixture)
{
    private const int Rows = 100;

    [NeedsFact(NeedsFactAttribute.Need.Node)]
    public async Task An_independent_client_streams_samples_and_reads_the_status()
    {
        Rig rig = fixture.Rig;
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, "interop", ["line"]);
        await using ManagedProcess node = ManagedProcess.Start(
            "grpc-js",
            "node",
            [
                Path.Combine(Paths.Root, "tests", "interop", "stream.mjs"), rig.GatewayAddress["http://".Length..], tenant.AgentName, tenant.AgentSecret,
                tenant.Circuit("line"), tenant.ViewerSecret, $"{Rows}",
            ],
            new Dictionary<string, string?>(),
            Paths.Root);
        int code = await node.WaitForExitAsync(TimeSpan.FromSeconds(120));
        Assert.True(code == 0, node.Output);

        JsonElement seen = JsonDocument.Parse(node.Output).RootElement;
        Assert.Equal(0, seen.GetProperty("code").GetInt32());
        Assert.Equal("1", seen.GetProperty("durable").GetString());
        Assert.Equal("1", seen.GetProperty("finished").GetString());
        Assert.Equal("DURABILITY_FSYNCED", seen.GetProperty("welcome").GetProperty("durability").GetString());
        JsonElement refusal = Assert.Single(seen.GetProperty("refusals").EnumerateArray());
        Assert.Equal("REFUSAL_REASON_LOST_ABOVE_SENT", refusal.GetProperty("reason").GetString());
        Assert.Equal([1], refusal.GetProperty("rows").EnumerateArray().Select(r => r.GetInt32()));

        JsonElement status = seen.GetProperty("status");
        Assert.Equal($"{Rows + 1}", status.GetProperty("sample_count").GetString());
        JsonElement loss = status.GetProperty("performance").EnumerateArray().Single(p => p.GetProperty("metric").GetString() == "METRIC_LOSS");
        Assert.Equal("100", loss.GetProperty("sample_count").GetString());
        Assert.StartsWith("1.0000", loss.GetProperty("value").GetString(), StringComparison.Ordinal);
    }
}
