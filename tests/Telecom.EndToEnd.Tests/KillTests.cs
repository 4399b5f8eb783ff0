using Telecom.EndToEnd.Tests.Harness;
using Telecom.LoadGenerator;
using Xunit.Abstractions;

namespace Telecom.EndToEnd.Tests;

/// <summary>kill -9 in the middle of streams: what was acknowledged is stored and counted, each once.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("ingestion")]
    [InlineData("sla")]
    public async Task Killing_a_service_in_the_middle_of_streams_loses_and_doubles_nothing(string service)
    {
        await using Rig rig = await Rig.StartAsync();
        int kills = Proofs.Rounds(reduced: 3, full: 12);
        var random = new Random(Proofs.Seed);
        output.WriteLine($"seed {Proofs.Seed}, {kills} kills of {service}");
        var options = new LoadOptions
        {
            Gateway = rig.GatewayAddress,
            AdminKeyFile = Path.Combine(rig.DataFolder, "catalog", "admin.key"),
            Streams = 3,
            Rate = 3_000,
            Batch = 60,
            Circuits = 10,
            Seconds = 12 * kills,
            Seed = Proofs.Seed % 1_000_000,
        };

        Task<LoadReport> load = LoadRun.RunAsync(options, output.WriteLine, TimeProvider.System, CancellationToken.None);
        for (int i = 0; i < kills; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500, 4_000)), TimeProvider.System);
            Assert.False(load.IsCompleted, $"the load ended before kill {i + 1} of {kills}: the kills must fall into it");
            await rig.KillAndRestartAsync(service);
        }

        LoadReport report = await load;
        output.WriteLine(report.ToText());
        Assert.True(report.Sent > 0);
        Assert.True(report.Reconciled, report.ToText());
        Proofs.Report($"kill-{service}", $"{kills} kill -9 of {service} under load: {report.Sent} sent = {report.Acknowledged} acknowledged = {report.Server.StoredSamples} stored = {report.Server.FoldedSamples} counted");
    }
}
