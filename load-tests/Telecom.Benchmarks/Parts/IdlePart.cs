using Google.Protobuf;
using Grpc.Net.Client;
using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Reporting;
using Telecom.Benchmarks.Servers;
using Telecom.Hosting;

namespace Telecom.Benchmarks.Parts;

/// <summary>What a stream costs that was welcomed and then says nothing: resident memory of the ingestion process.</summary>
internal sealed class IdlePart : IPart
{
    private const int Streams = 10_000;
    private const int LanesPerAgent = 16;
    private const int StreamsPerConnection = 500;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    public string Name => "Idle streams";

    /// <inheritdoc/>
    public async Task RunAsync(BenchContext bench, CancellationToken cancellationToken)
    {
        int streams = bench.Count(Streams);
        int agents = (streams + LanesPerAgent - 1) / LanesPerAgent;
        var options = new ServiceSetOptions(Engine.Sqlite, new Population(100, agents + 1));
        await using ServiceSet set = await bench.StartAsync(options, cancellationToken);
        int process = set.Process(ServiceNames.Ingestion);
        BatchTemplates templates = bench.Templates(100, 100);

        // A load of another agent first, so that what any load costs once is not counted as the streams' own.
        var warm = new LoadPlan(templates, 100) { Agent = agents };
        await LoadPhase.SaturateAsync(LoadTarget.Of("ingestion", set), warm, bench.Length(2), long.MaxValue, null, cancellationToken);
        await RestAsync(bench, cancellationToken);
        long before = ProcessorClock.ResidentBytes(process);

        GrpcChannel[] channels = [.. Enumerable.Range(0, (streams + StreamsPerConnection - 1) / StreamsPerConnection).Select(_ => GrpcChannel.ForAddress(
            set.Address(ServiceNames.Ingestion), new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { UseProxy = false }, DisposeHttpClient = true }))];
        LaneLoad[] lanes = [.. Enumerable.Range(0, streams).Select(i => new LaneLoad(templates, i, 100, warm.StartUs))];
        ByteString epoch = ByteString.CopyFrom(new byte[15].Append((byte)1).ToArray());
        string[] tokens = [.. Enumerable.Range(0, agents).Select(i => set.AgentToken(Population.Agent(i)))];
        try
        {
            await Parallel.ForAsync(0, streams, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken }, async (i, cancel) =>
                await lanes[i].OpenAsync(
                    channels[i / StreamsPerConnection].CreateCallInvoker(),
                    tokens[i / LanesPerAgent],
                    Population.Agent(i / LanesPerAgent),
                    epoch,
                    (uint)(i % LanesPerAgent),
                    cancellationToken));
            await RestAsync(bench, cancellationToken);
            long after = ProcessorClock.ResidentBytes(process);
            bench.Add(new Figure(Name, $"resident memory of each of {streams} streams", (after - before) / 1024.0 / streams, "KiB")
            {
                Goal = 64,
                AtMost = true,
                Note = FormattableString.Invariant(
                    $"{before / 1048576.0:0} MiB before, after a load; {after / 1048576.0:0} MiB with the streams open on {channels.Length} connections, as a gateway brings them"),
            });
            bench.Progress(FormattableString.Invariant($"{streams} idle streams: {(after - before) / 1024.0 / streams:0.0} KiB each"));
        }
        finally
        {
            foreach (LaneLoad lane in lanes)
            {
                lane.Dispose();
            }

            foreach (GrpcChannel channel in channels)
            {
                channel.Dispose();
            }
        }
    }

    private static Task RestAsync(BenchContext bench, CancellationToken cancellationToken) =>
        Task.Delay(bench.Options.Short ? Rest / 8 : Rest, TimeProvider.System, cancellationToken);
}
