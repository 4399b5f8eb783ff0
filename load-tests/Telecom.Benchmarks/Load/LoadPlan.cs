namespace Telecom.Benchmarks.Load;

/// <summary>A load: who sends what over how many connections.</summary>
/// <param name="Templates">The batches.</param>
/// <param name="Population">Circuits that the lanes share out; when they are fewer than the lanes' own together, lanes have some in common.</param>
internal sealed record LoadPlan(BatchTemplates Templates, int Population)
{
    /// <summary>How far back the first samples lie: a backlog, as after a link was down, so that hours of samples can be sent in seconds.</summary>
    private static readonly TimeSpan Backlog = TimeSpan.FromDays(20);

    /// <summary>Streams, each a lane of its own.</summary>
    public int Lanes { get; init; } = 16;

    /// <summary>Connections that the streams share.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>Number of the agent.</summary>
    public int Agent { get; init; }

    /// <summary>Instant of the first samples, microseconds since the Unix epoch: a whole minute.</summary>
    public long StartUs { get; init; } =
        (TimeProvider.System.GetUtcNow() - Backlog).ToUnixTimeSeconds() / 60 * 60_000_000;
}
