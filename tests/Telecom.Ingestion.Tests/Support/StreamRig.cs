using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.V1;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Tests.Support;

/// <summary>The parts of ingestion without a host: a clock that a test moves, a log in memory, streams in memory.</summary>
internal sealed class StreamRig : IAsyncDisposable
{
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeDrain _drain = new();
    private readonly List<MemoryStreamCall> _calls = [];

    private StreamRig(IngestionOptions options, SampleLogHolder holder)
    {
        IOptions<IngestionOptions> wrapped = Options.Create(options);
        InFlight = new InFlightGate(wrapped);
        CircuitIndexSource circuits = new(Catalog);
        IngestionMetrics metrics = new(_meters.GetRequiredService<IMeterFactory>(), InFlight);
        BatchIntake intake = new(holder, circuits, InFlight, metrics, Time, wrapped);
        Registry = new StreamRegistry(_drain, wrapped);
        Services = new StreamDependencies(
            intake, holder, circuits, InFlight, Registry, metrics, Time, wrapped, Options.Create(new EndpointOptions()), NullLogger<StreamSession>.Instance);
        Holder = holder;
    }

    public ManualTime Time { get; } = new();

    public FakeCatalog Catalog { get; } = new(Names.Circuit, Names.OtherCircuit);

    public required FakeSampleLog Log { get; init; }

    public InFlightGate InFlight { get; }

    public StreamRegistry Registry { get; }

    public StreamDependencies Services { get; }

    private SampleLogHolder Holder { get; }

    public static async Task<StreamRig> CreateAsync(Action<IngestionOptions>? configure = null)
    {
        IngestionOptions options = new();
        configure?.Invoke(options);
        FakeSampleLog log = new();
        SampleLogHolder holder = new(_ => Task.FromResult<ISampleLog>(log));
        await holder.StartAsync(CancellationToken.None);
        return new StreamRig(options, holder) { Log = log };
    }

    public void BeginDrain() => _drain.Begin();

    /// <summary>Runs a session and sends Hello.</summary>
    public async Task<MemoryStreamCall> OpenAsync(uint lane = 0, string agent = Names.Agent)
    {
        MemoryStreamCall call = Start(agent);
        call.Send(new Hello { Agent = agent, SpoolEpoch = Names.EpochBytes(), Lane = lane, Software = "test 1.0" });
        StreamSamplesResponse first = await call.NextAsync();
        call.Welcome = first.Welcome ?? throw new InvalidOperationException($"Not a Welcome: {first}");
        return call;
    }

    /// <summary>Runs a session that waits for Hello.</summary>
    public MemoryStreamCall Start(string agent = Names.Agent)
    {
        MemoryStreamCall call = new();
        _calls.Add(call);
        StreamSession session = new(Services, call, call, new Caller(agent, "acme", new HashSet<Role> { Role.Agent }, agent), call.Aborted);
        call.Ended = RunAsync(session);
        return call;
    }

    public async ValueTask DisposeAsync()
    {
        _calls.ForEach(c => c.Abort());
        await Task.WhenAll(_calls.Select(c => c.Ended)).WithinBound().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _calls.ForEach(c => c.Dispose());
        await Holder.DisposeAsync();
        Registry.Dispose();
        _drain.Dispose();
        await _meters.DisposeAsync();
    }

    private static async Task RunAsync(StreamSession session)
    {
        using (session)
        {
            await Task.Yield();
            await session.RunAsync();
        }
    }
}
