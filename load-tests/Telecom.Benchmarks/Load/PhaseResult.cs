using Telecom.Ingestion.V1;

namespace Telecom.Benchmarks.Load;

/// <summary>What one measured load took. All counts are reconciled.</summary>
/// <param name="Batches">Batches.</param>
/// <param name="Rows">Three-value samples.</param>
/// <param name="ServerSeconds">Processor time of all server processes, seconds.</param>
/// <param name="WallSeconds">From the first batch to the last acknowledgement, seconds.</param>
/// <param name="GeneratorSeconds">Processor time of the generator, seconds.</param>
internal sealed record PhaseResult(ulong Batches, ulong Rows, double ServerSeconds, double WallSeconds, double GeneratorSeconds)
{
    /// <summary>From due to acknowledged, microseconds, ascending; only of an open load.</summary>
    public IReadOnlyList<long> LatencyUs { get; init; } = [];

    /// <summary>How late the generator was, microseconds, ascending; only of an open load.</summary>
    public IReadOnlyList<long> LagUs { get; init; } = [];

    /// <summary>Processor time of each server process, seconds, by name.</summary>
    public IReadOnlyDictionary<string, double> SecondsByProcess { get; init; } = new Dictionary<string, double>();

    /// <summary>What each server process took of a batch, for people; empty when there is but one.</summary>
    public string Split => SecondsByProcess.Count < 2 ? "" : " (" + string.Join(
        ", ", SecondsByProcess.Select(p => FormattableString.Invariant($"{p.Key} {p.Value * 1e6 / Batches:0}"))) + ")";

    /// <summary>What the acknowledgements promised.</summary>
    public Durability Durability { get; init; }

    /// <summary>Three-value samples per second of server processor time.</summary>
    public double RowsPerServerSecond => Rows / ServerSeconds;

    /// <summary>Single values per second of server processor time.</summary>
    public double ValuesPerServerSecond => RowsPerServerSecond * 3;

    /// <summary>Server processor time of a batch, microseconds.</summary>
    public double ServerMicrosecondsPerBatch => ServerSeconds * 1e6 / Batches;
}
