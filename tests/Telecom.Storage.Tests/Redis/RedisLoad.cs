using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;
using Telecom.Storage.Redis;
using Telecom.Storage.Tests.Support;
using static Telecom.Storage.Tests.Support.Lanes;

namespace Telecom.Storage.Tests.Redis;

/// <summary>
/// Senders that append as agents do: each its own lane, in order, again when the store was not available, on from where the log says that
/// the lane stands. They remember what was acknowledged.
/// </summary>
public sealed class RedisLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ISampleLog _log;
    private readonly ulong[] _acknowledged;
    private readonly Task[] _senders;
    private long _total;

    public RedisLoad(ISampleLog log, int lanes)
    {
        _log = log;
        _acknowledged = new ulong[lanes];
        _senders = [.. Enumerable.Range(0, lanes).Select(lane => Task.Run(() => SendAsync(lane)))];
    }

    /// <summary>Acknowledged appends of all lanes.</summary>
    public long Acknowledged => Interlocked.Read(ref _total);

    /// <summary>Sequence numbers that a lane was told to go back by: after a fail-over that lost acknowledged appends.</summary>
    public long SteppedBack { get; private set; }

    /// <summary>Waits until so many more appends were acknowledged.</summary>
    public Task MoreAsync(int count)
    {
        long goal = Acknowledged + count;
        return Eventually.TrueAsync(() => Acknowledged >= goal || Array.Exists(_senders, sender => sender.IsCompleted), $"{count} more appends are acknowledged");
    }

    /// <summary>Stops the senders and compares the log with what they were told: every acknowledged batch, in order, once.</summary>
    public async Task CheckAsync(RedisStoreOptions options)
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_senders);
        await using RedisSampleLogReader reader = await RedisSampleLogReader.OpenAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        ulong[] last = new ulong[_acknowledged.Length];
        for (int partition = 0; partition < reader.PartitionCount; partition++)
        {
            foreach (LogEntry entry in await reader.ReadAllAsync(partition, 1 << 20))
            {
                uint lane = LaneOf(entry);
                Assert.Equal(last[lane] + 1, SequenceOf(entry));
                Assert.True(entry.Record.Span.SequenceEqual(RecordOf((int)lane, SequenceOf(entry))), $"lane {lane}, batch {SequenceOf(entry)} has other bytes");
                last[lane] = SequenceOf(entry);
            }
        }

        for (int lane = 0; lane < last.Length; lane++)
        {
            Assert.True(last[lane] >= _acknowledged[lane], $"lane {lane}: {_acknowledged[lane]} acknowledged, {last[lane]} stored; seed {Proofs.Seed}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_senders);
        _stop.Dispose();
    }

    private static byte[] RecordOf(int lane, ulong sequence) => Record(LaneOfIndex(lane), sequence, 200 + (int)(sequence % 1000));

    private static ProducerLane LaneOfIndex(int lane) => Lane(lane % 4, (uint)lane);

    private async Task SendAsync(int index)
    {
        ProducerLane lane = LaneOfIndex(index);
        ulong sequence = 1;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                AppendResult result = await _log.AppendAsync(
                    new AppendEntry(lane, sequence, RecordOf(index, sequence), 3, 0, default), CancellationToken.None);
                if (result.Outcome == AppendOutcome.Gap)
                {
                    SteppedBack += (long)(sequence - 1 - result.DurableSequence);
                    sequence = result.DurableSequence + 1;
                    continue;
                }

                Assert.True(result.DurableSequence >= sequence);
                _acknowledged[index] = Math.Max(_acknowledged[index], sequence);
                Interlocked.Increment(ref _total);
                sequence++;
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
            }
        }
    }
}
