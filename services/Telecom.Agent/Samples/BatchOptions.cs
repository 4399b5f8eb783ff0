namespace Telecom.Agent.Samples;

/// <summary>How samples are gathered into batches.</summary>
internal sealed record BatchOptions
{
    /// <summary>Longest time that a sample waits in memory, 10 ms to 1 minute, default 1 s. A kill loses at most the samples of this time.</summary>
    public TimeSpan Flush { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most samples of a batch, 1 to 100,000, default 500. It must not be above the gateway's limit.</summary>
    public int MaxSamples { get; init; } = 500;

    /// <summary>Most samples in memory while the disk cannot take them, 100 to 10,000,000, default 20,000. Further ones are lost, and counted so.</summary>
    public int BufferSamples { get; init; } = 20_000;

    /// <summary>
    /// Step of the wall clock from which on the samples around it are marked suspect, 1 ms to 1 hour, default 500 ms. A clock that is slewed
    /// makes no step.
    /// </summary>
    public TimeSpan SuspectStep { get; init; } = TimeSpan.FromMilliseconds(500);
}
