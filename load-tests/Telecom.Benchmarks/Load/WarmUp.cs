using Google.Protobuf;

namespace Telecom.Benchmarks.Load;

/// <summary>Loads a server until its cost no longer falls: until its code is compiled for good and its files are laid out.</summary>
internal static class WarmUp
{
    private const int MostPhases = 8;

    /// <summary>Two phases in a row that are cheaper than the cheapest before by less than this share end it.</summary>
    private const double Steady = 0.07;

    /// <summary>Warms.</summary>
    /// <param name="target">The server.</param>
    /// <param name="plan">The load.</param>
    /// <param name="length">Length of a phase.</param>
    /// <param name="mostBatches">Most batches of a lane in a phase.</param>
    /// <param name="after">As of a measured phase.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task RunAsync(
        LoadTarget target, LoadPlan plan, TimeSpan length, long mostBatches, Func<ByteString, ulong, Task>? after, CancellationToken cancellationToken)
    {
        double least = double.MaxValue;
        int steady = 0;
        for (int phase = 0; phase < MostPhases && steady < 2; phase++)
        {
            PhaseResult result = await LoadPhase.SaturateAsync(target, plan, length, mostBatches, after, cancellationToken);
            steady = result.ServerMicrosecondsPerBatch > least * (1 - Steady) ? steady + 1 : 0;
            least = Math.Min(least, result.ServerMicrosecondsPerBatch);
        }
    }
}
