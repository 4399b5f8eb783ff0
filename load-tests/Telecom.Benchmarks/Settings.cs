using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Telecom.Benchmarks;

/// <summary>How the benchmarks are run: in this process, all in one table of medians.</summary>
internal static class Settings
{
    /// <summary>Iterations of a benchmark: an odd number, so that the median is one of them.</summary>
    private const int Iterations = 15;

    /// <summary>Iterations of a short run.</summary>
    private const int ShortIterations = 7;

    /// <summary>The settings.</summary>
    /// <param name="isShort">True for a run of about two minutes, false for narrower figures.</param>
    public static IConfig Of(bool isShort)
    {
        // In this process, since a generated project would not know the repository's central packages and rules.
        Job job = Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(isShort ? 3 : 6)
            .WithIterationCount(isShort ? ShortIterations : Iterations)
            .WithIterationTime(TimeInterval.FromMilliseconds(isShort ? 120 : 500));
        return ManualConfig.Create(DefaultConfig.Instance)
            .WithOptions(ConfigOptions.JoinSummary)
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"))
            .AddColumn(StatisticColumn.Median)
            .AddJob(job);
    }
}
