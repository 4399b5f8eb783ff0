using System.Globalization;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>
/// Cumulative series within one export: what was counted before it, and what earlier points of the same export will have counted once
/// it is stored. Nothing is remembered beyond the export before the log has it.
/// </summary>
/// <param name="states">What was counted before.</param>
/// <param name="mapped">Receives first, repeated and old points.</param>
internal sealed class SeriesTracker(CumulativeStates states, MappedRequest mapped)
{
    private readonly Dictionary<SeriesKey, CumulativeState> _newest = [];

    /// <summary>How a point follows what is known of its series.</summary>
    /// <typeparam name="TState">What is known of a series of this kind.</typeparam>
    /// <param name="point">The point.</param>
    /// <param name="state">What will be known once it is counted.</param>
    /// <param name="before">What was known, when the result is <see cref="SeriesStep.Next"/>.</param>
    /// <returns>Next or reset when the point gives a sample; first, repeated and old are settled here.</returns>
    public SeriesStep Follow<TState>(Point point, TState state, out TState? before)
        where TState : CumulativeState
    {
        CumulativeState? known = _newest.GetValueOrDefault(point.Series) ?? states.Find(point.Series);
        before = known as TState;
        SeriesStep step = known is null ? SeriesStep.First : known.Follow(point.StartNs, point.TimeNs);
        switch (step)
        {
            case SeriesStep.Repeated:
                mapped.Repeated++;
                return step;
            case SeriesStep.Old:
                mapped.Reject(
                    "older than what was counted",
                    string.Create(CultureInfo.InvariantCulture, $"metric {PointReader.Shown(point.Metric)} has a cumulative point of {point.TimeNs} ns after one of {known?.TimeNs} ns"));
                return step;
            case SeriesStep.Next when before is null:
                // The metric changed its kind.
                return First(point, state);
            case SeriesStep.First:
                return First(point, state);
            default:
                _newest[point.Series] = state;
                return step;
        }
    }

    /// <summary>Begins a series anew with a point that gives no sample.</summary>
    public SeriesStep First(Point point, CumulativeState state)
    {
        _newest[point.Series] = state;
        mapped.FirstPoints++;
        mapped.Baselines.Add(new SeriesUpdate(point.Series, state));
        return SeriesStep.First;
    }
}
