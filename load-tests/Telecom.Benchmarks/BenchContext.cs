using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Reporting;
using Telecom.Benchmarks.Servers;

namespace Telecom.Benchmarks;

/// <summary>What the parts of a run share.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Report">Where figures go.</param>
/// <param name="Folder">Folder of this run, removed at its end.</param>
/// <param name="Progress">Tells how far it is.</param>
internal sealed record BenchContext(BenchOptions Options, BenchReport Report, string Folder, Action<string> Progress)
{
    private int _sets;

    /// <summary>Where the programs are.</summary>
    public Programs Programs { get; } = new(Options.Programs);

    /// <summary>Rounds of a comparison: medians are taken of them.</summary>
    public int Rounds => Options.Short ? 1 : 3;

    /// <summary>Root of the checkout; null when there is none above this program.</summary>
    public static string? Checkout { get; } = FindCheckout();

    /// <summary>Length of a phase.</summary>
    /// <param name="seconds">In a full run; a short one takes a tenth, at least a fifth of a second.</param>
    public TimeSpan Length(double seconds) => TimeSpan.FromSeconds(Options.Short ? Math.Max(0.2, seconds / 10) : seconds);

    /// <summary>A number of things in a full run, or a fiftieth of it in a short one, but at least 1.</summary>
    public int Count(int full) => Options.Short ? Math.Max(1, full / 50) : full;

    /// <summary>A folder that nobody else uses.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(Folder, FormattableString.Invariant($"{Interlocked.Increment(ref _sets)}"))).FullName;

    /// <summary>Starts services with a folder of their own.</summary>
    public Task<ServiceSet> StartAsync(ServiceSetOptions options, CancellationToken cancellationToken) =>
        ServiceSet.StartAsync(options, NewFolder(), Programs, cancellationToken);

    /// <summary>Adds a figure.</summary>
    public void Add(Figure figure) => Report.Figures.Add(figure);

    /// <summary>The engines that were asked for and are there. One that is missing is reported as skipped, unless it was named.</summary>
    /// <exception cref="ToolMissingException">The named engine is missing.</exception>
    public IReadOnlyList<Engine> EnginesFor(string part)
    {
        try
        {
            if (Options.Engines.Contains(Engine.Redis))
            {
                Programs.Tool("redis-server");
            }

            return Options.Engines;
        }
        catch (ToolMissingException missing) when (!Options.EngineNamed)
        {
            Report.Skipped.Add(new Failure($"{part} on redis", missing.Message));
            return [Engine.Sqlite];
        }
    }

    /// <summary>Batches of a shape.</summary>
    public BatchTemplates Templates(int circuitsPerBatch, int circuitsPerLane, int rows = 500) =>
        new(new LoadShape { CircuitsPerBatch = circuitsPerBatch, CircuitsPerLane = circuitsPerLane, Rows = rows, Seed = Options.Seed });

    private static string? FindCheckout()
    {
        for (DirectoryInfo? folder = new(Environment.GetEnvironmentVariable("TELECOM_ROOT") ?? AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Telecom.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
