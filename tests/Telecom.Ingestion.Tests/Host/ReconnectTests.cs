using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using Xunit.Abstractions;

namespace Telecom.Ingestion.Tests.Host;

/// <summary>
/// Many agents at once that lose their connections, send batches again, skip batches and open second streams, all by chance: what they
/// were acknowledged is what is stored, each batch once, sample by sample.
/// </summary>
public sealed class ReconnectTests(ITestOutputHelper output)
{
    private const int Lanes = 12;
    private const int BatchesPerLane = 120;

    [Fact]
    public async Task Whatever_the_connections_do_each_acknowledged_batch_is_stored_exactly_once()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using IngestionServer server = await IngestionServer.StartAsync(
            settings: new Dictionary<string, string?> { ["Ingestion:MaxUnacknowledgedBatches"] = "8" });
        RestlessAgent[] agents = [.. Enumerable.Range(0, Lanes).Select(lane => new RestlessAgent((uint)lane, BatchesPerLane, new Random(seed + lane)))];

        await Task.WhenAll(agents.Select(a => Task.Run(() => a.RunAsync(() => server.ClientOf())))).WaitAsync(3 * Bound.Limit);

        output.WriteLine($"connections {agents.Sum(a => a.Connections)}, rewinds {agents.Sum(a => a.Rewinds)}, replays {agents.Sum(a => a.Replays)}");
        Assert.All(agents, a => Assert.Equal((ulong)BatchesPerLane, a.Acknowledged));
        Assert.True(agents.Sum(a => a.Connections) > Lanes && agents.Sum(a => a.Rewinds) > 0 && agents.Sum(a => a.Replays) > 0, "nothing was restless");

        // A restart in between: what is read is what is on the disk.
        await server.StopAsync();
        await server.StartAsync();
        List<LogRecord> records = await LogContents.ReadAsync(server.Log);
        foreach (RestlessAgent agent in agents)
        {
            LogRecord[] stored = [.. records.Where(r => r.LaneOf() == agent.Lane)];
            Assert.Equal(agent.ExpectedSequences, stored.Select(r => r.Batch.Sequence));
            Assert.All(stored, r => Assert.Equal(agent.Expected(r.Batch.Sequence), Sample.Of(r)));
        }

        ListProducersResponse producers = await server.ClientOf().ListProducersAsync(new ListProducersRequest { Parent = Names.Agent });
        Assert.Equal(
            agents.Select(a => (a.Lane.Lane, (ulong)BatchesPerLane, a.GoodSamples, a.BadSamples)),
            producers.Producers.Select(p => (p.Lane, p.DurableSequence, p.StoredSamples, p.RefusedSamples)));
    }
}
