using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Ingestion.Clocks;
using Telecom.Sla.Domain.Names;

namespace Telecom.Ingestion.Streams;

/// <summary>All open streams: bounds their number, lets the newest of a lane win, and tells all of them when the server goes away.</summary>
internal sealed class StreamRegistry : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<StreamSession> _open = [];
    private readonly Dictionary<ProducerLane, StreamSession> _lanes = [];
    private readonly Dictionary<string, int> _lanesOfAgent = [];
    private readonly IngestionOptions _options;
    private readonly IDrain _drain;
    private readonly CancellationTokenRegistration _draining;

    public StreamRegistry(IDrain drain, IOptions<IngestionOptions> options)
    {
        _options = options.Value;
        _drain = drain;
        _draining = drain.Token.Register(DrainAll);
    }

    /// <summary>Open streams, superseded ones that have not ended yet included.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>Enters a new stream.</summary>
    /// <exception cref="RpcFailure">UNAVAILABLE when the server goes away, RESOURCE_EXHAUSTED when there are too many streams.</exception>
    public void Open(StreamSession stream)
    {
        lock (_lock)
        {
            // Under the lock that DrainAll takes: a stream is either refused here or told there.
            if (_drain.HasBegun || _drain.Token.IsCancellationRequested)
            {
                throw DrainFailure.Create();
            }

            if (_open.Count >= _options.MaxStreams)
            {
                throw RpcFailure.ResourceExhausted(TooMany("This server", "MaxStreams", _options.MaxStreams), _options.ReconnectAfter, Limit("MaxStreams", _options.MaxStreams));
            }

            _open.Add(stream);
        }
    }

    /// <summary>Gives a lane to a stream; the stream that had it is told that it is superseded.</summary>
    /// <exception cref="RpcFailure">RESOURCE_EXHAUSTED when the agent has too many streams.</exception>
    public void Claim(StreamSession stream, ProducerLane lane)
    {
        StreamSession? older;
        lock (_lock)
        {
            if (!_lanes.TryGetValue(lane, out older))
            {
                int lanes = _lanesOfAgent.GetValueOrDefault(lane.Agent);
                if (lanes >= _options.MaxStreamsPerAgent)
                {
                    throw RpcFailure.QuotaExceeded(
                        lane.Agent,
                        TooMany("This agent", "MaxStreamsPerAgent", _options.MaxStreamsPerAgent),
                        _options.ReconnectAfter,
                        Limit("MaxStreamsPerAgent", _options.MaxStreamsPerAgent));
                }

                _lanesOfAgent[lane.Agent] = lanes + 1;
            }

            _lanes[lane] = stream;
        }

        older?.Supersede();
    }

    /// <summary>What is known of the clock of a lane's agent; null when the lane has no stream here.</summary>
    public ClockSkew? SkewOf(ProducerLane lane)
    {
        lock (_lock)
        {
            return _lanes.GetValueOrDefault(lane)?.Skew;
        }
    }

    /// <summary>Takes a stream out, and its lane unless a newer stream has it.</summary>
    public void Close(StreamSession stream, ProducerLane lane)
    {
        lock (_lock)
        {
            _open.Remove(stream);
            if (lane.Agent is null || !_lanes.TryGetValue(lane, out StreamSession? holder) || holder != stream)
            {
                return;
            }

            _lanes.Remove(lane);
            if (--_lanesOfAgent[lane.Agent] == 0)
            {
                _lanesOfAgent.Remove(lane.Agent);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _draining.Dispose();

    private void DrainAll()
    {
        StreamSession[] streams;
        lock (_lock)
        {
            streams = [.. _open];
        }

        foreach (StreamSession stream in streams)
        {
            stream.Drain();
        }
    }

    private static string TooMany(string whose, string option, int most) => $"{whose} has {most} open streams, the limit {IngestionOptions.Section}:{option}.";

    private static Dictionary<string, string> Limit(string option, int most) => new() { ["limit"] = option, ["most"] = $"{most}" };
}
