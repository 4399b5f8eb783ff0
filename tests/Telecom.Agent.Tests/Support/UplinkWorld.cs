using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Agent.Reporting;
using Telecom.Agent.Spooling;
using Telecom.Agent.Uplink;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Tests.Support;

/// <summary>A spool, an uplink that can be started, stopped and abandoned, and a server.</summary>
internal sealed class UplinkWorld : IAsyncDisposable
{
    public const string Agent = "customers/acme/agents/edge-1";
    private const string KeyVariable = "TELECOM_AGENT_TESTS_KEY";

    private CancellationTokenSource _stop = new();
    private CancellationTokenSource _abort = new();
    private GrpcChannel? _channel;
    private Task _running = Task.CompletedTask;

    public UplinkWorld(SpoolOptions? options = null)
    {
        Environment.SetEnvironmentVariable(KeyVariable, "tsk_good");
        Spool = new SpoolWorld(options, TimeProvider.System);
    }

    public FakeIngestion Server { get; } = new();

    public SpoolWorld Spool { get; }

    public AgentCounters Counters { get; private set; } = new();

    public ApiKeySource ApiKey { get; set; } = new(null, KeyVariable);

    public UplinkClient? Client { get; private set; }

    public int Seed { get; set; } = 1;

    public bool IsRunning => !_running.IsCompleted;

    /// <summary>Starts an uplink to the server's address.</summary>
    public void Start()
    {
        (_stop, _abort) = (new CancellationTokenSource(), new CancellationTokenSource());
        GatewayOptions options = new()
        {
            Address = Server.Address,
            ApiKey = ApiKey,
            ReconnectInitial = TimeSpan.FromMilliseconds(10),
            ReconnectMaximum = TimeSpan.FromMilliseconds(100),
            RefusedRetry = TimeSpan.FromMilliseconds(50),
        };
        _channel = GatewayChannel.Create(options);
        SampleSpool spool = Spool.Spool;
        AckProcessor acks = new(Agent, spool, Spool.Options, TimeProvider.System, Counters, new Microsoft.Extensions.Logging.Logger<AckProcessor>(Spool.Log));
        Client = new UplinkClient(
            new IngestionService.IngestionServiceClient(_channel),
            options,
            spool,
            () => new UplinkSession(Agent, spool, acks, options, TimeProvider.System, Counters, new Microsoft.Extensions.Logging.Logger<UplinkSession>(Spool.Log)),
            new Random(Seed),
            TimeProvider.System,
            Counters,
            NullLogger<UplinkClient>.Instance);
        CancellationToken stop = _stop.Token;
        CancellationToken abort = _abort.Token;
        _running = Task.Run(() => Client.RunAsync(stop, abort), CancellationToken.None);
    }

    /// <summary>Stops cleanly: returns when everything is acknowledged and the stream finished.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running.Within();
        _channel?.Dispose();
    }

    /// <summary>Leaves at once, as a kill does: nothing is finished and nothing further is written.</summary>
    public async Task AbandonAsync()
    {
        await _abort.CancelAsync();
        await _running.Within();
        _channel?.Dispose();
    }

    public void AppendMany(int batches)
    {
        for (int i = 0; i < batches; i++)
        {
            Spool.Append();
        }
    }

    /// <summary>Everything that was spooled is at the server, once, and acknowledged here.</summary>
    public void AssertAllArrivedOnce()
    {
        Assert.Empty(Server.Faults);
        Assert.Equal(Spool.Appended.Order(), Server.Lanes.SelectMany(l => l.Samples).Select(s => s.InstantUs).Order());
        Assert.Equal(Spool.Spool.LastSequence, Spool.Spool.Acknowledged);
    }

    public async ValueTask DisposeAsync()
    {
        await AbandonAsync();
        await Server.DisposeAsync();
        Spool.Dispose();
        _stop.Dispose();
        _abort.Dispose();
    }
}
