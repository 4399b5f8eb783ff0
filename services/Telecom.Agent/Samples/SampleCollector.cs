using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Telecom.Agent.Reporting;
using Telecom.Agent.Spooling;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Samples;

/// <summary>
/// Gathers samples in memory and writes them to the spool as batches. When the spool cannot take a batch (full, or the disk fails) the
/// samples stay in memory up to a limit; beyond it new samples are lost by the agent, counted and reported, because the alternative,
/// dropping the oldest, would lose what was already promised to be sent.
/// </summary>
internal sealed partial class SampleCollector : ISampleSink
{
    private static readonly TimeSpan ComplaintInterval = TimeSpan.FromSeconds(30);

    private readonly BatchOptions _options;
    private readonly SampleSpool _spool;
    private readonly AgentCounters _counters;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _bufferLock = new();
    private readonly Lock _flushLock = new();
    private readonly AsyncSignal _batchReady = new();
    private readonly List<Sample> _buffer = [];
    private readonly SuspectSpans? _suspects;
    private long? _complainedAt;

    /// <summary>Collects into a spool.</summary>
    /// <param name="options">How samples are gathered.</param>
    /// <param name="spool">Where the batches go.</param>
    /// <param name="counters">Counts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <param name="suspects">Marks of instants; null for none.</param>
    public SampleCollector(
        BatchOptions options,
        SampleSpool spool,
        AgentCounters counters,
        TimeProvider time,
        ILogger<SampleCollector> logger,
        SuspectSpans? suspects = null) =>
        (_options, _spool, _counters, _time, _logger, _suspects) = (options, spool, counters, time, logger, suspects);

    /// <inheritdoc/>
    public void Add(in Sample sample)
    {
        _counters.SamplesMeasured.Add();
        int count;
        lock (_bufferLock)
        {
            count = _buffer.Count;
            if (count < _options.BufferSamples)
            {
                _buffer.Add(sample);
            }
        }

        if (count >= _options.BufferSamples)
        {
            _counters.SamplesLost.Add();
        }
        else if (count + 1 == _options.MaxSamples)
        {
            _batchReady.Set();
        }
    }

    /// <summary>Samples in memory.</summary>
    public int Waiting
    {
        get
        {
            lock (_bufferLock)
            {
                return _buffer.Count;
            }
        }
    }

    /// <summary>Writes batches as they become due, until cancelled; then once more, so that a clean stop leaves nothing in memory.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await _batchReady.WaitAsync(_options.Flush, _time, stop);
            Flush();
        }

        Flush();
    }

    /// <summary>Writes everything that is in memory.</summary>
    /// <returns>False when the spool could not take all of it.</returns>
    public bool Flush()
    {
        lock (_flushLock)
        {
            while (Peek() is { Length: > 0 } samples)
            {
                SampleBatch batch = SampleBatches.Build(samples);
                _suspects?.Mark(batch, samples);
                AppendOutcome outcome = _spool.TryAppend(batch, origin: null);
                if (outcome != AppendOutcome.Appended)
                {
                    Complain(outcome);
                    return false;
                }

                lock (_bufferLock)
                {
                    _buffer.RemoveRange(0, samples.Length);
                }

                _counters.SamplesSpooled.Add(samples.Length);
                _counters.BatchesSpooled.Add();
            }

            return true;
        }
    }

    private Sample[] Peek()
    {
        lock (_bufferLock)
        {
            return CollectionsMarshal.AsSpan(_buffer)[..Math.Min(_buffer.Count, _options.MaxSamples)].ToArray();
        }
    }

    private void Complain(AppendOutcome outcome)
    {
        if (_complainedAt is { } at && _time.GetElapsedTime(at) < ComplaintInterval)
        {
            return;
        }

        _complainedAt = _time.GetTimestamp();
        Log.SpoolRefuses(_logger, outcome, Waiting, _options.BufferSamples, _counters.SamplesLost.Value);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1050,
            LogLevel.Critical,
            "The spool takes no samples ({Outcome}): {Waiting} of {Limit} wait in memory, {Lost} were lost so far. Restore the uplink, or give the spool room")]
        public static partial void SpoolRefuses(ILogger logger, AppendOutcome outcome, int waiting, int limit, long lost);
    }
}
