using System.Diagnostics;
using System.Globalization;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using Xunit.Abstractions;

namespace Telecom.Ingestion.Tests.Hostile;

/// <summary>Thousands of streams that say nothing: what each of them costs the server.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class IdleStreamTests(ITestOutputHelper output)
{
    private const int BytesPerStream = 64 * 1024;
    private static readonly int Most = Seeds.Full ? 10_000 : 2_000;

    /// <summary>Most connections: both of their ends are files of this process.</summary>
    private static readonly int MostConnections = (OpenFiles() - 2000) / 2;

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public async Task An_idle_stream_costs_less_than_64_KiB(int streamsPerConnection)
    {
        int streams = streamsPerConnection == 1 ? Math.Min(Most, MostConnections) : Most;
        await using IngestionServer server = await IngestionServer.StartAsync(
            settings: new Dictionary<string, string?> { ["Ingestion:MaxStreams"] = "20000", ["Ingestion:IdleTimeout"] = "00:10:00" });
        await using GoodStream good = await GoodStream.StartAsync(server);
        await good.GoesOnAsync();
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        long resident = Resident();
        List<RawConnection> connections = [];
        for (int i = 0; i < streams; i += streamsPerConnection)
        {
            RawConnection raw = await RawConnection.ConnectAsync(server.Address);
            connections.Add(raw);
            await raw.TrySendAsync(RawConnection.Opening());
            for (int j = 0; j < streamsPerConnection; j++)
            {
                uint stream = (uint)(2 * j) + 1;
                string agent = $"customers/acme/agents/idle-{i + j}";
                Hello hello = new() { Agent = agent, SpoolEpoch = Names.EpochBytes() };
                await raw.TrySendAsync(RawConnection.Call(stream, server.TokenOf(agent)));
                await raw.TrySendAsync(RawConnection.Message(stream, new StreamSamplesRequest { Hello = hello }));
            }
        }

        StreamRegistry registry = server.Service<StreamRegistry>();
        await Bound.UntilAsync(() => registry.Count == streams + 1, "every stream is open");
        await good.GoesOnAsync();
        long managedEach = (GC.GetTotalMemory(forceFullCollection: true) - managed) / streams;
        long residentEach = (Resident() - resident) / streams;
        Tell(streamsPerConnection, string.Create(
            CultureInfo.InvariantCulture,
            $"{streams} idle streams, {streamsPerConnection} a connection: {managedEach} bytes managed, {residentEach} bytes resident each, client sockets included"));
        Assert.InRange(managedEach, 0, BytesPerStream);
        Assert.InRange(residentEach, -BytesPerStream, BytesPerStream);
        connections.ForEach(c => c.Dispose());
        await Bound.UntilAsync(() => registry.Count == 1, "every idle stream ends");
        await good.GoesOnAsync();
    }

    [Fact]
    public async Task A_server_with_a_million_samples_in_its_log_starts_and_knows_where_every_lane_is()
    {
        const int Batch = 5000;
        const ulong Sequences = 50;
        await using IngestionServer server = await IngestionServer.StartAsync();
        for (uint lane = 0; lane < 4; lane++)
        {
            using AgentStream stream = await AgentStream.OpenAsync(server.ClientOf(), lane);
            for (ulong sequence = 1; sequence <= Sequences; sequence++)
            {
                await stream.SendAsync(Batches.Latencies(sequence, Batch));
            }

            await stream.FinishedAsync(Sequences);
        }

        await server.StopAsync();
        long began = Stopwatch.GetTimestamp();
        await server.StartAsync();
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        for (uint lane = 0; lane < 4; lane++)
        {
            using AgentStream stream = await AgentStream.OpenAsync(server.ClientOf(), lane);
            Assert.Equal(Sequences, stream.Welcome.DurableSequence);
        }

        ListProducersResponse producers = await server.ClientOf().ListProducersAsync(new ListProducersRequest { Parent = Names.Agent });
        Assert.Equal(1_000_000ul, producers.Producers.Aggregate(0ul, (sum, p) => sum + p.StoredSamples));
        string result = string.Create(CultureInfo.InvariantCulture, $"started with 1000000 samples in the log in {took.TotalMilliseconds:0} ms");
        output.WriteLine(result);
        Proofs.Report("restart-ready", result);
    }

    private static int OpenFiles()
    {
        string line = File.ReadLines("/proc/self/limits").First(l => l.StartsWith("Max open files", StringComparison.Ordinal));
        string soft = line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return soft == "unlimited" ? int.MaxValue : int.Parse(soft, CultureInfo.InvariantCulture);
    }

    private static long Resident()
    {
        using Process self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }

    private void Tell(int streamsPerConnection, string result)
    {
        output.WriteLine(result);
        Proofs.Report($"idle-streams-{streamsPerConnection}", result);
    }
}
