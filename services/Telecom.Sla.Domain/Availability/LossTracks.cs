using Telecom.Sla.Domain.Measurement;

namespace Telecom.Sla.Domain.Availability;

/// <summary>
/// Packets by second of several producers that measure one circuit, added up while they are handed on. One producer's runs go through as
/// they are; of several, a stretch is handed on in which none of them changes.
/// </summary>
public sealed class LossTracks
{
    private readonly Dictionary<int, List<(long FirstSecond, LossRuns Runs)>> _tracks = [];

    /// <summary>Adds what one producer measured.</summary>
    /// <param name="producer">Which producer; a number that means it in all calls.</param>
    /// <param name="firstSecond">First second of the runs, seconds since the Unix epoch; after all that this producer had before.</param>
    /// <param name="runs">The runs.</param>
    public void Add(int producer, long firstSecond, LossRuns runs)
    {
        if (runs.Sent > 0)
        {
            (_tracks.TryGetValue(producer, out List<(long, LossRuns)>? track) ? track : _tracks[producer] = []).Add((firstSecond, runs));
        }
    }

    /// <summary>Hands everything on, in the order of time.</summary>
    /// <param name="builder">To whom.</param>
    public void Feed(SliceRunBuilder builder)
    {
        if (_tracks.Count == 1)
        {
            foreach ((long second, LossRuns runs) in _tracks.Values.Single())
            {
                builder.Add(second, runs);
            }

            return;
        }

        Cursor[] cursors = [.. _tracks.Values.Select(track => new Cursor(track))];

        long at = long.MinValue;
        while (Next(cursors, ref at, out long seconds, out SecondLoss each))
        {
            builder.Add(at, seconds, each);
            at += seconds;
        }
    }

    /// <summary>The next stretch from a second on in which no producer changes; false when there is none.</summary>
    private static bool Next(Cursor[] cursors, ref long at, out long seconds, out SecondLoss each)
    {
        long start = long.MaxValue;
        foreach (Cursor cursor in cursors)
        {
            start = cursor.AtEnd ? start : Math.Min(start, Math.Max(at, cursor.Second));
        }

        each = default;
        seconds = long.MaxValue;
        at = start;
        foreach (Cursor cursor in cursors)
        {
            if (!cursor.AtEnd)
            {
                seconds = Math.Min(seconds, cursor.Second > at ? cursor.Second - at : cursor.Left);
            }
        }

        foreach (Cursor cursor in cursors)
        {
            if (!cursor.AtEnd && cursor.Second <= at)
            {
                each = new SecondLoss(each.Sent + cursor.Each.Sent, each.Lost + cursor.Each.Lost);
                cursor.Take(seconds);
            }
        }

        return start != long.MaxValue;
    }

    private sealed class Cursor
    {
        private readonly List<(long FirstSecond, LossRuns Runs)> _track;
        private int _part;
        private int _run;

        public Cursor(List<(long FirstSecond, LossRuns Runs)> track)
        {
            _track = track;
            Load();
        }

        public bool AtEnd { get; private set; }

        public long Second { get; private set; }

        public long Left { get; private set; }

        public SecondLoss Each { get; private set; }

        public void Take(long seconds)
        {
            Second += seconds;
            Left -= seconds;
            if (Left == 0)
            {
                _run++;
                if (_run == _track[_part].Runs.Count)
                {
                    _part++;
                    _run = 0;
                    Load();
                    return;
                }

                LoadRun();
            }
        }

        private void Load()
        {
            AtEnd = _part == _track.Count;
            if (!AtEnd)
            {
                Second = _track[_part].FirstSecond;
                LoadRun();
            }
        }

        private void LoadRun()
        {
            (int length, SecondLoss each) = _track[_part].Runs[_run];
            Left = length;
            Each = each;
        }
    }
}
