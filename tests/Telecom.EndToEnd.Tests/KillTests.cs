using Telecom.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Telecom.EndToEnd.Tests;

/// <summary>
/// kill -9 at random instants in the middle of streams: what was acknowledged is stored and counted, each once, and every verdict is that
/// of the same samples when nothing is killed.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Killing_services_under_load_on_the_embedded_engine_loses_and_doubles_nothing()
    {
        await using Rig rig = await Rig.StartAsync();
        await KillTrial.RunAsync(
            rig, "sqlite", Proofs.Rounds(reduced: 4, full: 90), ["ingestion", "sla"], service => rig.KillAndRestartAsync(service), output.WriteLine);
    }
}
