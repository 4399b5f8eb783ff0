using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.Quotas;

namespace Telecom.Ingestion.Streams;

/// <summary>What every stream needs of the service.</summary>
internal sealed class StreamDependencies(
    BatchIntake intake,
    SampleLogHolder log,
    CircuitIndexSource circuits,
    InFlightGate inFlight,
    StreamRegistry registry,
    IngestionMetrics metrics,
    TimeProvider clock,
    IOptions<IngestionOptions> options,
    IOptions<EndpointOptions> endpoint,
    ILogger<StreamSession> logger)
{
    /// <summary>The way into the log.</summary>
    public BatchIntake Intake { get; } = intake;

    /// <summary>The log itself.</summary>
    public SampleLogHolder Log { get; } = log;

    /// <summary>The catalogue's circuits.</summary>
    public CircuitIndexSource Circuits { get; } = circuits;

    /// <summary>Room of all streams together.</summary>
    public InFlightGate InFlight { get; } = inFlight;

    /// <summary>All open streams.</summary>
    public StreamRegistry Registry { get; } = registry;

    /// <summary>Instruments.</summary>
    public IngestionMetrics Metrics { get; } = metrics;

    /// <summary>Samples a second of agents and customers.</summary>
    public SampleQuotas Quotas { get; } = new(options.Value, clock);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>Limits and times.</summary>
    public IngestionOptions Options { get; } = options.Value;

    /// <summary>Largest message, bytes.</summary>
    public int MaxMessageBytes { get; } = endpoint.Value.MaxReceiveMessageBytes;

    /// <summary>The log of events.</summary>
    public ILogger Logger { get; } = logger;

    /// <summary>When a stream that is ended now may come back: spread by chance, so that many do not come back together.</summary>
    public TimeSpan NextReconnectAfter() => Options.ReconnectAfter * (0.5 + Random.Shared.NextDouble());

    /// <summary>Age at which a stream that begins now ends: less or more a tenth by chance.</summary>
    public TimeSpan NextMaxAge() => Options.MaxStreamAge * (0.9 + (0.2 * Random.Shared.NextDouble()));
}
