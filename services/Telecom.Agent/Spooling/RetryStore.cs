using System.Buffers.Binary;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Telecom.Agent.Samples;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Spooling;

/// <summary>
/// Samples that were refused for now, one file for each batch that they were refused from, until they go back into the spool as a new batch.
/// Each way a program can end in between leaves the samples either here or in the spool, never in both: files of batches beyond the cursor are
/// deleted at the start (the refusals are heard again), and so are files whose key a spooled batch carries as its origin.
/// </summary>
internal sealed partial class RetryStore
{
    private const string Suffix = ".batch";

    private readonly SpoolOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _folder;
    private readonly Lock _lock = new();
    private readonly Dictionary<RetryKey, Entry> _entries = [];

    // Spooled or useless, but their files are still there.
    private readonly HashSet<RetryKey> _undeleted = [];
    private long _bytes;

    /// <summary>Opens the folder of a spool.</summary>
    /// <param name="options">Folder, limits and delays.</param>
    /// <param name="time">Clock.</param>
    /// <param name="epoch">Epoch of the spool.</param>
    /// <param name="acknowledged">Last batch whose refusals the cursor covers.</param>
    /// <param name="origins">Keys that spooled batches carry.</param>
    /// <param name="logger">Hears of damage.</param>
    public RetryStore(SpoolOptions options, TimeProvider time, SpoolEpoch epoch, ulong acknowledged, IReadOnlySet<RetryKey> origins, ILogger logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        _folder = Path.Combine(options.Directory, "retry");
        Directory.CreateDirectory(_folder);
        foreach (string path in Directory.GetFiles(_folder))
        {
            bool isKey = RetryKey.TryParse(Path.GetFileNameWithoutExtension(path), out RetryKey key) && path.EndsWith(Suffix, StringComparison.Ordinal);
            if (!isKey || origins.Contains(key) || (key.Epoch == epoch && key.Sequence > acknowledged))
            {
                File.Delete(path);
                continue;
            }

            Put(key, new Entry(new FileInfo(path).Length, DueIn(options.RetryDelay)));
        }
    }

    /// <summary>Groups of samples that wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Keeps samples on disk. They are not due before <see cref="Activate"/>.</summary>
    /// <param name="key">The batch that they were refused from.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="suspect">Suspect spans of the batch; those without any of the samples are left out.</param>
    /// <returns>False when the limit leaves no room for them.</returns>
    public bool TryStage(RetryKey key, IReadOnlyList<Sample> samples, IEnumerable<SuspectSpan>? suspect = null)
    {
        SampleBatch batch = SampleBatches.Build([.. samples]);
        batch.Suspect.AddRange((suspect ?? []).Where(span => samples.Any(s => s.InstantUs >= span.StartUs && s.InstantUs < span.EndUs)));
        byte[] body = batch.ToByteArray();
        byte[] content = new byte[4 + body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(content, Crc32C.Compute(body));
        body.CopyTo(content, 4);
        lock (_lock)
        {
            Remove(key);
            if (_bytes + content.Length > _options.RetryBytes)
            {
                return false;
            }

            DurableFiles.Replace(PathOf(key), content, sync: _options.Fsync == FsyncPolicy.Batch);
            _undeleted.Remove(key);
            Put(key, new Entry(content.Length, null));
            return true;
        }
    }

    /// <summary>Starts the delay of staged samples, once the cursor covers the batch that they were refused from.</summary>
    /// <param name="key">The batch.</param>
    /// <param name="age">Age of its oldest sample; the older the samples, the longer the delay, so that what stays refused costs ever less.</param>
    public void Activate(RetryKey key, TimeSpan age)
    {
        TimeSpan delay = TimeSpan.FromTicks(Math.Max(_options.RetryDelay.Ticks, Math.Min(_options.RetryLongestDelay.Ticks, age.Ticks / 2)));
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out Entry? entry))
            {
                _entries[key] = entry with { DueAt = DueIn(delay) };
            }
        }
    }

    /// <summary>
    /// Puts every group whose delay is over back into a spool, as far as it takes them. A file that cannot be read waits another delay, one
    /// that cannot be deleted is deleted later; neither stops the others.
    /// </summary>
    /// <returns>Batches spooled.</returns>
    public int Release(SampleSpool spool)
    {
        long now = _time.GetTimestamp();
        RetryKey[] due;
        lock (_lock)
        {
            due = [.. _entries.Where(e => e.Value.DueAt <= now).Select(e => e.Key)];
            _undeleted.RemoveWhere(TryDelete);
        }

        int released = 0;
        foreach (RetryKey key in due)
        {
            SampleBatch? batch;
            try
            {
                batch = Load(key);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Log.Unreadable(_logger, exception, PathOf(key));
                Activate(key, TimeSpan.Zero);
                continue;
            }

            if (batch is not null && spool.TryAppend(batch, key) != AppendOutcome.Appended)
            {
                break;
            }

            released += batch is null ? 0 : 1;
            lock (_lock)
            {
                // Before its file is gone: what is in the spool must never be spooled again.
                Remove(key);
                if (!TryDelete(key))
                {
                    _undeleted.Add(key);
                }
            }
        }

        return released;
    }

    /// <summary>The samples of a group, for tests and tools.</summary>
    internal IReadOnlyList<Sample> Peek(RetryKey key)
    {
        SampleBatch batch = Load(key) ?? new SampleBatch();
        return [.. SampleBatches.Rows(batch, Metric.Latency), .. SampleBatches.Rows(batch, Metric.Throughput), .. SampleBatches.Rows(batch, Metric.Loss)];
    }

    private SampleBatch? Load(RetryKey key)
    {
        string path = PathOf(key);
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Log.Gone(_logger, path);
            return null;
        }

        byte[] content = File.ReadAllBytes(path);
        if (content.Length > 4 && BinaryPrimitives.ReadUInt32LittleEndian(content) == Crc32C.Compute(content.AsSpan(4)))
        {
            return SampleBatch.Parser.ParseFrom(content, 4, content.Length - 4);
        }

        Log.Damaged(_logger, path);
        return null;
    }

    private bool TryDelete(RetryKey key)
    {
        try
        {
            File.Delete(PathOf(key));
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.Undeleted(_logger, exception, PathOf(key));
            return false;
        }
    }

    private void Put(RetryKey key, Entry entry)
    {
        _entries[key] = entry;
        _bytes += entry.Bytes;
    }

    private void Remove(RetryKey key)
    {
        if (_entries.Remove(key, out Entry? entry))
        {
            _bytes -= entry.Bytes;
        }
    }

    private long DueIn(TimeSpan delay) => _time.GetTimestamp() + (long)(delay.TotalSeconds * _time.TimestampFrequency);

    private string PathOf(RetryKey key) => Path.Combine(_folder, key + Suffix);

    private sealed record Entry(long Bytes, long? DueAt);

    private static partial class Log
    {
        [LoggerMessage(1320, LogLevel.Critical, "{Path} is damaged; the refused samples in it cannot be tried again")]
        public static partial void Damaged(ILogger logger, string path);

        [LoggerMessage(1321, LogLevel.Critical, "{Path} was taken away; the refused samples in it cannot be tried again")]
        public static partial void Gone(ILogger logger, string path);

        [LoggerMessage(1322, LogLevel.Error, "{Path} cannot be read; the refused samples in it are tried again later")]
        public static partial void Unreadable(ILogger logger, Exception exception, string path);

        [LoggerMessage(1323, LogLevel.Error, "{Path} cannot be deleted; its samples are dealt with and are not tried again, and its deletion is")]
        public static partial void Undeleted(ILogger logger, Exception exception, string path);
    }
}
