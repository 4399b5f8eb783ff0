using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telecom.Agent.Clocks;
using Telecom.Agent.Configuration;
using Telecom.Agent.Probing;
using Telecom.Agent.Reporting;
using Telecom.Agent.Samples;
using Telecom.Agent.Spooling;
using Telecom.Agent.Stamp;
using Telecom.Agent.Uplink;
using Telecom.Ingestion.V1;

namespace Telecom.Agent;

/// <summary>
/// Runs an agent from start to clean stop. The stop goes the way of a sample: measurements end and wait for probes on their way, what is in
/// memory is spooled, what is spooled is sent and acknowledged, the stream is finished.
/// </summary>
internal sealed partial class AgentRunner : IAsyncDisposable
{
    private static readonly TimeSpan HousekeepingInterval = TimeSpan.FromSeconds(1);

    private readonly AgentConfiguration _configuration;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AnchoredClock _clock;
    private readonly SuspectSpans _suspects = new();
    private readonly SampleSpool _spool;
    private readonly SampleCollector _collector;
    private readonly StampReflector? _reflector;
    private readonly GrpcChannel _channel;
    private readonly UplinkClient _uplink;
    private readonly AgentMetrics _metrics;
    private readonly List<Func<CancellationToken, Task>> _measurements = [];

    /// <summary>Opens the spool and binds the reflector; nothing runs yet.</summary>
    /// <exception cref="IOException">The spool cannot be opened.</exception>
    /// <exception cref="SocketException">The reflector cannot be bound.</exception>
    public AgentRunner(AgentConfiguration configuration, IServiceProvider services)
    {
        _configuration = configuration;
        _time = services.GetRequiredService<TimeProvider>();
        ILoggerFactory loggers = services.GetRequiredService<ILoggerFactory>();
        _logger = loggers.CreateLogger<AgentRunner>();
        _clock = new AnchoredClock(_time, loggers.CreateLogger<AnchoredClock>()) { Stepped = MarkStep };
        _channel = GatewayChannel.Create(configuration.Gateway);
        _reflector = configuration.Reflector is { } reflector
            ? new StampReflector(reflector, _clock, _time, Counters, loggers.CreateLogger<StampReflector>())
            : null;
        try
        {
            _spool = SampleSpool.Open(configuration.Spool, _time, loggers.CreateLogger<SampleSpool>());
        }
        catch
        {
            _reflector?.Dispose();
            _channel.Dispose();
            throw;
        }

        _collector = new SampleCollector(configuration.Batch, _spool, Counters, _time, loggers.CreateLogger<SampleCollector>(), _suspects);
        AckProcessor acks = new(configuration.Agent, _spool, configuration.Spool, _time, Counters, loggers.CreateLogger<AckProcessor>());
        _uplink = new UplinkClient(
            new IngestionService.IngestionServiceClient(_channel),
            configuration.Gateway,
            _spool,
            () => new UplinkSession(configuration.Agent, _spool, acks, configuration.Gateway, _time, Counters, loggers.CreateLogger<UplinkSession>()),
            Random.Shared,
            _time,
            Counters,
            loggers.CreateLogger<UplinkClient>());
        _metrics = new AgentMetrics(services.GetRequiredService<IMeterFactory>(), Counters, () => _spool.State);
        AddMeasurements(loggers);
    }

    /// <summary>What the agent has counted.</summary>
    public AgentCounters Counters { get; } = new();

    /// <summary>Where the reflector listens; empty without one.</summary>
    public IReadOnlyList<EndPoint> ReflectorEndPoints => _reflector?.LocalEndPoints ?? [];

    /// <summary>Runs until stopped.</summary>
    /// <param name="stop">Begins the clean stop.</param>
    /// <returns>0 after a clean stop, whether everything was acknowledged or some stays in the spool; 1 after a defect.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        Log.Started(_logger, _configuration.Agent, _configuration.Circuits.Count, _configuration.Gateway.Address);
        if (_configuration.Gateway.ApiKey.IsReadableByOthers)
        {
            Log.KeyReadable(_logger, _configuration.Gateway.ApiKey.Description);
        }

        using CancellationTokenSource measuring = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using CancellationTokenSource collecting = new();
        using CancellationTokenSource serving = new();
        using CancellationTokenSource sendingStop = new();
        using CancellationTokenSource sendingAbort = new();
        Task[] measurements = [.. _measurements.Select(m => Task.Run(() => m(measuring.Token), CancellationToken.None))];
        Task collection = Task.Run(() => _collector.RunAsync(collecting.Token), CancellationToken.None);
        Task uplink = Task.Run(() => _uplink.RunAsync(sendingStop.Token, sendingAbort.Token), CancellationToken.None);
        Task reflection = _reflector?.RunAsync(serving.Token) ?? Task.Delay(Timeout.InfiniteTimeSpan, _time, serving.Token);
        Task housekeeping = HousekeepAsync(serving.Token);
        Task stopped = Task.Delay(Timeout.InfiniteTimeSpan, _time, stop);

        // Each measurement by itself: one that ends alone would leave its circuit unmeasured in silence.
        Task first = await Task.WhenAny([.. measurements, collection, uplink, reflection, housekeeping, stopped]);
        bool defect = first != stopped && !stop.IsCancellationRequested;
        if (defect)
        {
            Log.Defect(_logger, first.Exception);
        }

        Log.Stopping(_logger);
        MarkHalt();
        await measuring.CancelAsync();
        await QuietlyAsync(Task.WhenAll(measurements));
        await collecting.CancelAsync();
        await QuietlyAsync(collection);
        sendingAbort.CancelAfter(_configuration.Gateway.StopWait);
        await sendingStop.CancelAsync();
        await QuietlyAsync(uplink);
        await serving.CancelAsync();
        await QuietlyAsync(reflection);
        await QuietlyAsync(housekeeping);
        WriteStatus(running: false);
        LogEnd();
        return defect ? 1 : 0;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _reflector?.Dispose();
        _metrics.Dispose();
        _spool.Dispose();
        await _channel.ShutdownAsync();
        _channel.Dispose();
    }

    private void AddMeasurements(ILoggerFactory loggers)
    {
        ILogger<Prober> proberLogger = loggers.CreateLogger<Prober>();
        ILogger<InterfaceReader> readerLogger = loggers.CreateLogger<InterfaceReader>();
        for (int i = 0; i < _configuration.Circuits.Count; i++)
        {
            CircuitOptions circuit = _configuration.Circuits[i];
            if (circuit.Method != ProbeMethodKind.None)
            {
                IProbeMethod method = circuit.Method == ProbeMethodKind.Icmp ? new IcmpMethod() : new StampMethod(new StampTimestamps(_clock, circuit.Timestamps));
                Prober prober = new(circuit, method, _clock, _time, _collector, Counters, proberLogger);
                TimeSpan phase = circuit.Cadence * i / _configuration.Circuits.Count;
                _measurements.Add(stop => prober.RunAsync(phase, stop));
            }

            if (circuit.Interface is not null)
            {
                InterfaceReader reader = new(circuit, InterfaceCounters.Read, _clock, _time, _collector, Counters, readerLogger);
                _measurements.Add(reader.RunAsync);
            }
        }
    }

    private async Task HousekeepAsync(CancellationToken ended)
    {
        long reportedAt = _time.GetTimestamp();
        while (!ended.IsCancellationRequested)
        {
            // Each by itself: what fails keeps nothing else from being done.
            Housekeep(_spool.Trim);
            Housekeep(() => _spool.Retries.Release(_spool));
            Housekeep(() => WriteStatus(running: true));
            if (_time.GetElapsedTime(reportedAt) >= _configuration.StatusInterval)
            {
                reportedAt = _time.GetTimestamp();
                LogStatus();
            }

            await Task.Delay(HousekeepingInterval, _time, ended).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private void Housekeep(Action task)
    {
        try
        {
            task();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFailed(_logger, exception);
        }
    }

    private static async Task QuietlyAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // Ended as asked.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Reported as the defect that ended the run.
        }
    }

    private void WriteStatus(bool running) => AgentStatus
        .Take(_configuration.Agent, _time.GetUtcNow(), running, _uplink.State, Counters, _spool, _collector.Waiting, _clock.Steps)
        .Write(_configuration.Spool.Directory);

    private void LogStatus()
    {
        SpoolState spool = _spool.State;
        Log.Status(
            _logger,
            _uplink.State,
            Counters.ProbesSent.Value,
            Counters.ProbesLost.Value,
            Counters.AnswersLate.Value,
            Counters.SamplesSpooled.Value,
            Counters.SamplesAcknowledged.Value,
            Counters.SamplesRejected.Value,
            Counters.SamplesLost.Value,
            spool.LastSequence - spool.AcknowledgedSequence);
        if (spool.Full)
        {
            Log.Full(_logger, spool.Bytes, _configuration.Spool.MaxBytes);
        }
    }

    private void LogEnd()
    {
        LogStatus();
        SpoolState spool = _spool.State;
        if (spool.AcknowledgedSequence < spool.LastSequence || _collector.Waiting > 0)
        {
            Log.StoppedWithRest(_logger, spool.LastSequence - spool.AcknowledgedSequence, _collector.Waiting);
        }
        else
        {
            Log.Stopped(_logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1000, LogLevel.Information, "{Agent} measures {Circuits} circuits and sends to {Gateway}")]
        public static partial void Started(ILogger logger, string agent, int circuits, Uri gateway);

        [LoggerMessage(
            1001,
            LogLevel.Information,
            "Uplink {Uplink}; probes {Sent} sent, {Lost} lost, {Late} late; samples {Spooled} spooled, {Acknowledged} acknowledged, {Rejected} rejected, {LostByAgent} lost by the agent; {Pending} batches pending")]
        public static partial void Status(
            ILogger logger, UplinkState uplink, long sent, long lost, long late, long spooled, long acknowledged, long rejected, long lostByAgent, ulong pending);

        [LoggerMessage(1002, LogLevel.Information, "Stopping: the last probes are waited for, then the spool is sent")]
        public static partial void Stopping(ILogger logger);

        [LoggerMessage(1003, LogLevel.Information, "Stopped; every sample is acknowledged")]
        public static partial void Stopped(ILogger logger);

        [LoggerMessage(1004, LogLevel.Warning, "Stopped; {Batches} batches wait in the spool for the next start, {Samples} samples could not be spooled")]
        public static partial void StoppedWithRest(ILogger logger, ulong batches, int samples);

        [LoggerMessage(1005, LogLevel.Critical, "A part of the agent ended by itself; stopping")]
        public static partial void Defect(ILogger logger, Exception? exception);

        [LoggerMessage(1006, LogLevel.Critical, "The spool is full ({Bytes} of {MaxBytes} bytes): new samples are being lost")]
        public static partial void Full(ILogger logger, long bytes, long maxBytes);

        [LoggerMessage(1008, LogLevel.Warning, "The key in {Source} can be read by other users of this machine; take their rights away")]
        public static partial void KeyReadable(ILogger logger, string source);

        [LoggerMessage(1007, LogLevel.Error, "The spool's folder could not be kept in order")]
        public static partial void HousekeepingFailed(ILogger logger, Exception exception);
    }
}
