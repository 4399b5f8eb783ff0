using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Tests.Support;

/// <summary>
/// A gateway and ingestion service in one, over a real connection, that keeps the protocol and breaks off wherever the test says. What it knows is
/// independent of the agent: per epoch the batches by sequence, each stored once.
/// </summary>
internal sealed class FakeIngestion : IngestionService.IngestionServiceBase, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<FakeLane> _lanes = [];
    private readonly List<string> _faults = [];
    private WebApplication? _application;

    /// <summary>The one key that is accepted.</summary>
    public string Key { get; set; } = "tsk_good";

    /// <summary>Limits of every stream.</summary>
    public StreamLimits Limits { get; } = new()
    {
        MaxBatchSamples = 10_000,
        MaxMessageBytes = 1 << 20,
        MaxUnacknowledgedBatches = 16,
        MaxCircuits = 1000,
        HeartbeatIntervalMs = 15_000,
        IdleTimeoutMs = 60_000,
        MaxLanes = 1,
        MaxFutureUs = 300_000_000,
    };

    /// <summary>What a stream does with each batch it receives; the default stores it and acknowledges.</summary>
    public Func<FakeStream, SampleBatch, Task>? OnBatch { get; set; }

    /// <summary>Called before Welcome.</summary>
    public Func<FakeStream, Task>? OnHello { get; set; }

    /// <summary>Which samples of a batch are refused, each time that it is acknowledged.</summary>
    public Func<SampleBatch, IEnumerable<Refusal>> Refuse { get; set; } = _ => [];

    public int Streams { get; private set; }

    public Uri Address { get; private set; } = new("http://127.0.0.1:1");

    /// <summary>Everything that an agent must not do and did.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_lock)
            {
                return [.. _faults];
            }
        }
    }

    public IReadOnlyList<FakeLane> Lanes
    {
        get
        {
            lock (_lock)
            {
                return [.. _lanes];
            }
        }
    }

    public FakeLane Lane => Lanes.Single();

    public async Task StartAsync(int port = 0)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhostOnly(port));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _application = builder.Build();
        _application.MapGrpcService<FakeIngestion>();
        await _application.StartAsync();
        string address = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Address = new Uri(address);
    }

    /// <summary>Cuts every connection and stops listening; what was stored stays.</summary>
    public async Task StopAsync()
    {
        if (_application is { } application)
        {
            _application = null;
            using CancellationTokenSource now = new();
            await now.CancelAsync();
            await application.StopAsync(now.Token);
            await application.DisposeAsync();
        }
    }

    public void Fault(string fault)
    {
        lock (_lock)
        {
            _faults.Add(fault);
        }
    }

    public override async Task StreamSamples(
        IAsyncStreamReader<StreamSamplesRequest> requestStream, IServerStreamWriter<StreamSamplesResponse> responseStream, ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue("authorization") != "Bearer " + Key)
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, "no such key"));
        }

        if (!await requestStream.MoveNext() || requestStream.Current.Hello is not { } hello)
        {
            Fault("the stream did not begin with Hello");
            return;
        }

        FakeLane lane = LaneOf(hello);
        FakeStream stream = new(this, lane, responseStream, ++Streams);
        await (OnHello?.Invoke(stream) ?? Task.CompletedTask);
        await stream.WelcomeAsync();
        while (await requestStream.MoveNext())
        {
            switch (requestStream.Current.MessageCase)
            {
                case StreamSamplesRequest.MessageOneofCase.Batch:
                    await (OnBatch ?? ((s, b) => s.TakeAsync(b)))(stream, stream.Resolve(requestStream.Current.Batch));
                    break;
                case StreamSamplesRequest.MessageOneofCase.Heartbeat:
                    stream.Heartbeats++;
                    break;
                case StreamSamplesRequest.MessageOneofCase.Finish:
                    await stream.FinishAsync(requestStream.Current.Finish);
                    return;
                default:
                    Fault($"unexpected {requestStream.Current.MessageCase}");
                    return;
            }
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private FakeLane LaneOf(Hello hello)
    {
        lock (_lock)
        {
            FakeLane? lane = _lanes.Find(l => l.Agent == hello.Agent && l.Epoch == hello.SpoolEpoch);
            if (lane is null)
            {
                lane = new FakeLane(hello.Agent, hello.SpoolEpoch);
                _lanes.Add(lane);
            }

            if (hello.SpoolEpoch.Length != 16 || hello.Lane != 0)
            {
                _faults.Add($"Hello with epoch {hello.SpoolEpoch} and lane {hello.Lane}");
            }

            return lane;
        }
    }
}
