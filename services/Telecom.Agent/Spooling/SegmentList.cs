using Microsoft.Extensions.Logging;
using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Spooling;

/// <summary>The segments of one epoch in their order. The newest takes new records and is never deleted, since it alone tells the next sequence number.</summary>
internal sealed partial class SegmentList : IDisposable
{
    private readonly string _folder;
    private readonly List<Segment> _segments = [];

    // Where the next reads go on: one for the batches that are sent, one for those whose refusals are dealt with.
    private readonly List<Position> _positions = [];

    private SegmentList(string folder, SpoolEpoch epoch) => (_folder, Epoch) = (folder, epoch);

    /// <summary>Epoch of all its batches.</summary>
    public SpoolEpoch Epoch { get; }

    /// <summary>Sequence number of the oldest record held.</summary>
    public ulong Oldest => _segments[0].FirstSequence;

    /// <summary>Sequence number of the newest record; one less than the next to be given.</summary>
    public ulong Last => _segments[^1].LastSequence;

    /// <summary>Bytes of all segments.</summary>
    public long Bytes => _segments.Sum(s => s.Length);

    /// <summary>True when batches are missing between the oldest and the newest.</summary>
    public bool HasGap
    {
        get
        {
            for (int i = 1; i < _segments.Count; i++)
            {
                if (_segments[i].FirstSequence != _segments[i - 1].LastSequence + 1)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Begins an epoch in an empty folder.</summary>
    public static SegmentList Create(string folder, SpoolEpoch epoch)
    {
        Directory.CreateDirectory(folder);
        SegmentList list = new(folder, epoch);
        list._segments.Add(Segment.Create(folder, epoch, 1));
        return list;
    }

    /// <summary>Opens the segments of a folder and cuts damaged ends.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="asideFolder">Where files are moved that cannot be read at all, and damaged ends are copied; they are never deleted.</param>
    /// <param name="visit">Called for each good record.</param>
    /// <param name="logger">Hears of everything that was cut or put aside.</param>
    /// <returns>Null when there is no segment.</returns>
    public static SegmentList? Open(string folder, string asideFolder, Action<SpoolRecord> visit, ILogger logger)
    {
        string[] paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Segment.Suffix) : [];
        Array.Sort(paths, StringComparer.Ordinal);
        SegmentList? list = null;
        foreach (string path in paths)
        {
            Segment? segment = Segment.Open(path, asideFolder, visit, out long cut, out string? tail);
            if (segment is null && new FileInfo(path).Length < Segment.HeaderLength)
            {
                // The program ended while it began this file; nothing was in it.
                File.Delete(path);
                continue;
            }

            if (segment is null || (list is not null && list.Epoch != segment.Epoch))
            {
                segment?.Dispose();
                Directory.CreateDirectory(asideFolder);
                string aside = Path.Combine(asideFolder, $"{Guid.NewGuid():N}-{Path.GetFileName(path)}");
                File.Move(path, aside);
                Log.PutAside(logger, path, aside);
                continue;
            }

            if (cut > 0 && tail is not null)
            {
                Log.Cut(logger, path, cut, segment.Length, segment.LastSequence, tail);
            }
            else if (cut > 0)
            {
                Log.CutAndLost(logger, path, cut, segment.Length, segment.LastSequence);
            }

            list ??= new SegmentList(folder, segment.Epoch);
            list._segments.Add(segment);
        }

        return list;
    }

    /// <summary>Appends the record after the newest; begins a new file when the newest has reached its size.</summary>
    /// <exception cref="IOException">The disk is full or failed; nothing was appended.</exception>
    public void Append(SpoolRecord record, FsyncPolicy fsync, long segmentBytes)
    {
        if (_segments[^1].Length >= segmentBytes)
        {
            BeginSegment();
        }

        _segments[^1].Append(record, fsync);
    }

    /// <summary>Begins a new file, unless the newest is still empty.</summary>
    public void BeginSegment()
    {
        if (_segments[^1].LastSequence >= _segments[^1].FirstSequence)
        {
            _segments[^1].Flush();
            _segments.Add(Segment.Create(_folder, Epoch, Last + 1));
        }
    }

    /// <summary>Reads a record that is held.</summary>
    /// <exception cref="SpoolDamagedException">It cannot be read any more.</exception>
    public SpoolRecord Read(ulong sequence)
    {
        Segment segment = _segments.FindLast(s => s.FirstSequence <= sequence) ?? throw new SpoolDamagedException(sequence);
        int nearest = -1;
        for (int i = 0; i < _positions.Count; i++)
        {
            Position candidate = _positions[i];
            if (candidate.Segment == segment && candidate.Sequence <= sequence && (nearest < 0 || candidate.Sequence > _positions[nearest].Sequence))
            {
                nearest = i;
            }
        }

        Position position = nearest >= 0 ? _positions[nearest] : new Position(segment, segment.FirstSequence, Segment.HeaderLength);
        while (segment.TryReadAt(position.Offset, position.Sequence, out SpoolRecord record))
        {
            position = new Position(segment, position.Sequence + 1, position.Offset + record.Length);
            if (record.Sequence == sequence)
            {
                Keep(position, nearest);
                return record;
            }
        }

        throw new SpoolDamagedException(sequence);
    }

    /// <summary>Deletes files whose records are all acknowledged, once that is long enough ago.</summary>
    /// <param name="acknowledged">Last acknowledged sequence number.</param>
    /// <param name="now">Monotonic reading.</param>
    /// <param name="keepTicks">Monotonic ticks that a file is kept after it was found acknowledged.</param>
    public void DeleteAcknowledged(ulong acknowledged, long now, long keepTicks)
    {
        foreach (Segment segment in _segments.Where(s => s.LastSequence <= acknowledged))
        {
            segment.AcknowledgedAt ??= now;
        }

        while (_segments.Count > 1 && _segments[0].AcknowledgedAt is { } at && now - at >= keepTicks)
        {
            _positions.RemoveAll(p => p.Segment == _segments[0]);
            _segments[0].Delete();
            _segments.RemoveAt(0);
        }
    }

    /// <summary>Syncs the newest file.</summary>
    public void Flush() => _segments[^1].Flush();

    /// <summary>Every record that can be read, in order; damaged ones are left out.</summary>
    public IEnumerable<SpoolRecord> ReadableRecords()
    {
        foreach (Segment segment in _segments)
        {
            long offset = Segment.HeaderLength;
            for (ulong sequence = segment.FirstSequence; sequence <= segment.LastSequence; sequence++)
            {
                if (!segment.TryReadAt(offset, sequence, out SpoolRecord record))
                {
                    // Without a good length nothing after it in this file can be found.
                    break;
                }

                offset += record.Length;
                yield return record;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _segments.ForEach(s => s.Dispose());

    private void Keep(Position position, int replaced)
    {
        if (replaced >= 0)
        {
            _positions.RemoveAt(replaced);
        }
        else if (_positions.Count == 2)
        {
            _positions.RemoveAt(0);
        }

        _positions.Add(position);
    }

    private readonly record struct Position(Segment Segment, ulong Sequence, long Offset);

    private static partial class Log
    {
        [LoggerMessage(
            1300,
            LogLevel.Error,
            "{Path}: the last {Bytes} bytes, from {Offset} on, are damaged and were cut off; the last good batch is {Sequence}; the bytes are kept in {Aside}")]
        public static partial void Cut(ILogger logger, string path, long bytes, long offset, ulong sequence, string aside);

        [LoggerMessage(
            1302,
            LogLevel.Critical,
            "{Path}: the last {Bytes} bytes, from {Offset} on, are damaged and were cut off; the last good batch is {Sequence}; the bytes could not be kept")]
        public static partial void CutAndLost(ILogger logger, string path, long bytes, long offset, ulong sequence);

        [LoggerMessage(1301, LogLevel.Critical, "{Path} is damaged from its beginning; it was moved to {Aside} and its batches are missing")]
        public static partial void PutAside(ILogger logger, string path, string aside);
    }
}
