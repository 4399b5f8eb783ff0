using System.Security.Cryptography;
using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Spooling;

/// <content>How a spool begins a new epoch.</content>
internal sealed partial class SampleSpool
{
    private SpoolCursor AdoptCursor(SpoolCursor? cursor, bool damaged)
    {
        if (damaged)
        {
            Log.CursorDamaged(_logger, _options.Directory);
        }

        ulong next = _log.Last + 1;
        return cursor is not null && cursor.Epoch == _log.Epoch
            ? cursor with
            {
                Acknowledged = Math.Min(cursor.Acknowledged, _log.Last),
                NeverSentFrom = cursor.NeverSentFrom == 0 ? next : Math.Min(cursor.NeverSentFrom, next),
            }
            : (cursor ?? new SpoolCursor()) with { Epoch = _log.Epoch, Acknowledged = _log.Oldest - 1, NeverSentFrom = next };
    }

    private static SpoolEpoch NewEpoch()
    {
        SpoolEpoch epoch;
        while (!SpoolEpoch.TryRead(RandomNumberGenerator.GetBytes(SpoolEpoch.Length), out epoch))
        {
        }

        return epoch;
    }

    // The server counts by its own clock, from an instant before the acknowledgement came here: of 90 days about 2 hours may be missing here.
    private const int ForgottenMargin = 1000;

    // What the server had but could not acknowledge before the agent went away is sent again under the new epoch, and counted twice: nobody
    // knows of it any more. Everything else is sent once.
    private bool WasForgotten(TimeSpan laneRetention) =>
        laneRetention > TimeSpan.Zero
        && _cursor is { Acknowledged: > 0, AcknowledgedAtUs: not 0 }
        && NowUs() - _cursor.AcknowledgedAtUs >= (long)(laneRetention - (laneRetention / ForgottenMargin)).TotalMicroseconds;

    private long NowUs() => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;

    // The new epoch is built aside and takes the place of the old one by renaming folders; FinishSwap completes what a crash left half done.
    private void BeginEpoch(ulong from)
    {
        if (from > _cursor.Acknowledged + 1)
        {
            // The server has them, so they must not go into the new epoch; their refusals, if any, were in an acknowledgement that was lost.
            Log.RefusalsUnheard(_logger, _log.Epoch, _cursor.Acknowledged + 1, from - 1);
        }

        Directory.Delete(EnsureFolder(NewFolder), recursive: true);
        SpoolEpoch epoch = NewEpoch();
        using (SegmentList fresh = SegmentList.Create(Inside(NewFolder), epoch))
        {
            foreach (SpoolRecord record in _log.ReadableRecords().Where(r => r.Sequence >= from))
            {
                fresh.Append(record with { Sequence = fresh.Last + 1 }, FsyncPolicy.Never, _options.SegmentBytes);
            }

            fresh.Flush();
            Log.NewEpoch(_logger, epoch, fresh.Last);
        }

        _log.Dispose();
        Directory.Move(Inside(LogFolder), Inside(OldFolder));
        Directory.Move(Inside(NewFolder), Inside(LogFolder));
        DurableFiles.SyncDirectory(_options.Directory);
        Directory.Delete(Inside(OldFolder), recursive: true);
        _log = SegmentList.Open(Inside(LogFolder), Inside("damaged"), _ => { }, _logger) ?? SegmentList.Create(Inside(LogFolder), epoch);
        _broken = false;
        _maybeSent = 0;
        Save(_cursor with { Epoch = _log.Epoch, Acknowledged = 0, NeverSentFrom = 1 });
    }

    private void FinishSwap()
    {
        if (!Directory.Exists(Inside(LogFolder)) && Directory.Exists(Inside(OldFolder)) && Directory.Exists(Inside(NewFolder)))
        {
            Directory.Move(Inside(NewFolder), Inside(LogFolder));
        }

        Directory.Delete(EnsureFolder(NewFolder), recursive: true);
        Directory.Delete(EnsureFolder(OldFolder), recursive: true);
    }

    private string EnsureFolder(string name) => Directory.CreateDirectory(Inside(name)).FullName;
}
