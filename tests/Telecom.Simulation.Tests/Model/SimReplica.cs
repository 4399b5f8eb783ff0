using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Ingestion;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;
using Telecom.Simulation.Tests.Engine;
using Telecom.Simulation.Tests.Stores;
using Telecom.Storage.Log;

namespace Telecom.Simulation.Tests.Model;

/// <summary>One life of one ingestion process.</summary>
internal sealed class SimReplica
{
    private static readonly IngestionOptions Options = new()
    {
        MaxFuture = TimeSpan.FromDays(1),
        MaxUnacknowledgedBatches = 1024,
        MaxStreamInFlightBytes = 1L << 30,
        MaxInFlightBytes = 1L << 32,
    };

    private static readonly IngestionMetrics Metrics = new(
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>(), new InFlightGate(Wrapped));

    private readonly World _world;
    private readonly StoreLink _link;
    private readonly Dictionary<ProducerLane, SimStream> _streams = [];

    public SimReplica(World world, string name, SimClock clock)
    {
        _world = world;
        Clock = clock;
        Process = new SimProcess(world.Loop, name);
        _link = new StoreLink(world.Loop, Process, world.Log.Machine) { AfterAnswer = Pump };
        SampleLogHolder holder = new(_ => Task.FromResult<ISampleLog>(new SimLogClient(world.Log, _link)));
        holder.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        InFlightGate inFlight = new(Wrapped);
        CircuitIndexSource circuits = new(new FakeCatalog(BatchMaker.Circuits));
        BatchIntake intake = new(holder, circuits, inFlight, Metrics, clock, Wrapped);
        Services = new StreamDependencies(
            intake, holder, circuits, inFlight, new StreamRegistry(new FakeDrain(), Wrapped), Metrics, clock, Wrapped,
            Microsoft.Extensions.Options.Options.Create(new EndpointOptions()), NullLogger<StreamSession>.Instance);
    }

    public SimProcess Process { get; }

    public SimClock Clock { get; }

    public StreamDependencies Services { get; }

    private static IOptions<IngestionOptions> Wrapped => Microsoft.Extensions.Options.Options.Create(Options);

    public void Kill()
    {
        Process.Kill();
        if (_world.Loop.OneIn(2))
        {
            _link.Sever();
        }
    }

    public SimStream Open(SimConnection connection)
    {
        SimStream stream = new(_world.Loop, this, connection);
        _world.Watch(RunAsync(stream));
        return stream;
    }

    /// <summary>The newest stream of a lane ends the one before, as the registry of the service does.</summary>
    public void Claim(SimStream stream)
    {
        if (_streams.TryGetValue(stream.Lane, out SimStream? older))
        {
            older.Stop();
        }

        _streams[stream.Lane] = stream;
    }

    /// <summary>Acknowledged means durable, and a Welcome states nothing else.</summary>
    public void CheckBeforeWriting(ProducerLane lane, StreamSamplesResponse message)
    {
        if (_world.Bug == PlantedBug.AcknowledgementOffByOne && message.Ack is not null)
        {
            message.Ack.DurableSequence++;
        }

        ulong stated = message.Ack?.DurableSequence ?? message.Welcome?.DurableSequence ?? message.Finished?.DurableSequence ?? 0;
        _world.Loop.Note($"{Process.Name} says {message.MessageCase} {stated} to {Short(lane)}");
        ulong durable = _world.Log.Durable.LastOf(lane);
        if (stated > durable && !_world.FailsOver)
        {
            throw new SimulationFailedException($"{Process.Name} says {message.MessageCase} {stated} of {Short(lane)}, and {durable} is durable");
        }
    }

    /// <summary>The log answered: every stream looks whether something can be written.</summary>
    private void Pump()
    {
        foreach (SimStream stream in _streams.Values)
        {
            stream.PlanPump();
        }
    }

    private static string Short(ProducerLane lane) => $"{lane.Agent[^2..]}/{lane.Lane}";

    private static async Task RunAsync(SimStream stream)
    {
        try
        {
            await stream.RunAsync();
        }
        catch (Exception exception) when (exception is OperationCanceledException or Storage.StoreUnavailableException)
        {
            // The stream ended before it was welcomed; the agent finds that out by itself.
            stream.Stop();
        }
    }
}
