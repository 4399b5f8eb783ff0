namespace Telecom.Benchmarks.Load;

/// <summary>
/// What the batches of a lane look like: each circuit is measured once a second, and a batch holds some seconds of some circuits. The
/// lane goes round its circuits in groups, so that however many circuits a batch holds, all of the lane's advance together.
/// </summary>
internal sealed record LoadShape
{
    /// <summary>Rows of each of the three tables of a batch: three-value samples.</summary>
    public int Rows { get; init; } = 500;

    /// <summary>Circuits in a batch; divides <see cref="Rows"/>.</summary>
    public required int CircuitsPerBatch { get; init; }

    /// <summary>Circuits of a lane; a multiple of <see cref="CircuitsPerBatch"/>.</summary>
    public required int CircuitsPerLane { get; init; }

    /// <summary>Seed of the values.</summary>
    public required int Seed { get; init; }

    /// <summary>Packets that a loss sample sends; one in a hundred of them is lost.</summary>
    public int PacketsPerSample { get; init; } = 10;

    /// <summary>Batches of a lane, from 0, in which two of three packets are lost: outages.</summary>
    public IReadOnlySet<long> OutageBatches { get; init; } = new HashSet<long>();

    /// <summary>Single values in a batch: latency, throughput and loss count one each.</summary>
    public int Values => Rows * 3;

    /// <summary>Groups of circuits that a lane goes round.</summary>
    public int Groups => CircuitsPerLane / CircuitsPerBatch;

    /// <summary>Seconds of each circuit in a batch.</summary>
    public int SecondsPerBatch => Rows / CircuitsPerBatch;
}
