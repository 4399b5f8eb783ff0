using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Client;
using Telecom.Storage.Sqlite.Days;

namespace Telecom.Storage.Redis.Log;

/// <summary>
/// Group commit of one partition: one step at a time takes what waits, up to a bound, so that the order of each lane is kept and the
/// busier the partition, the fewer calls per batch. Partitions do not wait for each other. A step that is in doubt is sent again as it
/// was: what it stored the first time it finds as duplicates.
/// </summary>
internal sealed partial class PartitionWriter
{
    private readonly RedisLink _link;
    private readonly PartitionKeys _keys;
    private readonly ReplicaAcks _acks;
    private readonly LogMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Action _appended;
    private readonly Channel<PendingBatch> _queue;
    private readonly List<PendingBatch> _group = [];
    private bool _failing;
    private long _leastMs;

    public PartitionWriter(RedisLink link, PartitionKeys keys, ReplicaAcks acks, LogMetrics metrics, ILogger logger, Action appended)
    {
        _link = link;
        _keys = keys;
        _acks = acks;
        _metrics = metrics;
        _logger = logger;
        _appended = appended;
        _queue = Channel.CreateBounded<PendingBatch>(new BoundedChannelOptions(link.Options.QueueEntries)
        {
            FullMode = BoundedChannelFullMode.Wait,
            SingleReader = true,
        });
        Ended = Task.Run(RunAsync);
    }

    /// <summary>Completes when the queue was completed and everything in it was answered.</summary>
    public Task Ended { get; }

    /// <summary>Appends that wait.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>Puts an append in line; a full channel keeps its waiting writers in order too.</summary>
    public ValueTask WriteAsync(PendingBatch batch, CancellationToken cancellationToken) => _queue.Writer.WriteAsync(batch, cancellationToken);

    /// <summary>Takes no more appends.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    private async Task RunAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            TakeGroup();
            await AnswerAsync();
            _group.Clear();
        }
    }

    private void TakeGroup()
    {
        long bytes = 0;
        while (_group.Count < _link.Options.GroupEntries && bytes < _link.Options.GroupBytes && _queue.Reader.TryRead(out PendingBatch? next))
        {
            _group.Add(next);
            bytes += next.Entry.Record.Length;
        }
    }

    // Whatever goes wrong, the callers must be answered, and "try again" is the one answer under which no sample is lost.
    private async Task AnswerAsync()
    {
        try
        {
            long began = TimeProvider.System.GetTimestamp();
            AppendCall call = AppendCall.Of(_group, _keys, _link.Options, _leastMs);
            RedisResult answer = await SendAsync(call);
            (LogPosition last, AppendResult[] results, bool stored) = AppendCall.Read(answer);
            _leastMs = Math.Max(_leastMs, last.Major);
            long bytes = 0;
            for (int i = 0; i < results.Length; i++)
            {
                bytes += results[i].Outcome == AppendOutcome.Appended ? _group[i].Entry.Record.Length : 0;
                _group[i].Complete(results[i]);
            }

            if (stored)
            {
                _appended();
            }

            _metrics.Committed(TimeProvider.System.GetElapsedTime(began), results.Length, bytes);
        }
        catch (Exception e)
        {
            _metrics.Failed();
            Log.GroupFailed(_logger, _group.Count, e);
            StoreUnavailableException told = e as StoreUnavailableException
                ?? new StoreUnavailableException($"The sample log cannot be written now: {e.Message}", _link.Options.RetryDelay, e);
            _group.ForEach(batch => batch.Fail(told));
        }
    }

    private async Task<RedisResult> SendAsync(AppendCall call)
    {
        try
        {
            // While the store is known to be away, callers are told after one attempt, not after the whole patience again.
            RedisResult answer = _failing
                ? await OnceAsync(call)
                : await _link.RunAsync(database => SendAsync(database, call), CancellationToken.None);
            _failing = false;
            return answer;
        }
        catch (StoreUnavailableException)
        {
            _failing = true;
            throw;
        }
    }

    private async Task<RedisResult> OnceAsync(AppendCall call)
    {
        try
        {
            return await _link.OnceAsync(database => SendAsync(database, call), CancellationToken.None);
        }
        catch (RedisCallException e)
        {
            throw _link.Unavailable(e);
        }
    }

    private Task<RedisResult> SendAsync(IDatabase database, AppendCall call) =>
        _acks.Needed ? _acks.RunAsync(database, RedisScript.LogAppend, call.Keys, call.Arguments) : RedisScript.LogAppend.RunAsync(database, call.Keys, call.Arguments);

    private static partial class Log
    {
        [LoggerMessage(9120, LogLevel.Error, "{Batches} batches could not be appended; they were refused, and their senders send them again")]
        public static partial void GroupFailed(ILogger logger, int batches, Exception exception);
    }
}
