using System.Globalization;
using Telecom.Benchmarks.Servers;

namespace Telecom.Benchmarks;

/// <summary>What to measure. Every argument is checked, and all errors are reported at once.</summary>
internal sealed record BenchOptions
{
    /// <summary>Names of the parts, as on the command line, in the order in which "all" runs them.</summary>
    public static IReadOnlyList<string> Verbs { get; } = ["ingest", "gateway", "fold", "status", "clocks", "noisy", "peers", "all"];

    /// <summary>Which part, one of <see cref="Verbs"/>.</summary>
    public required string Verb { get; init; }

    /// <summary>Engines that the services store on; both unless one is named.</summary>
    public IReadOnlyList<Engine> Engines { get; init; } = [Engine.Sqlite, Engine.Redis];

    /// <summary>True when the engine was named: it is then an error when it is missing, and not skipped.</summary>
    public bool EngineNamed { get; init; }

    /// <summary>True for phases of a second: to see that it works.</summary>
    public bool Short { get; init; }

    /// <summary>True to print one JSON object instead of tables.</summary>
    public bool Json { get; init; }

    /// <summary>File that gets the tables as Markdown, between its marks where it has them (<see cref="Reporting.MarkdownFile"/>); null for none.</summary>
    public string? Markdown { get; init; }

    /// <summary>Seed of all values.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Folder that the stores are made in and removed from; it should lie on a disk. Default: the folder for temporary files.</summary>
    public string Folder { get; init; } = Path.GetTempPath();

    /// <summary>Folder with the services' programs, {artifacts}/bin; null for the one of this program.</summary>
    public string? Programs { get; init; }

    /// <summary>Runs only the parts whose name contains this; empty for all.</summary>
    public string Only { get; init; } = "";

    private const string Usage = "allowed: --engine sqlite|redis --short --json --markdown FILE --seed N --only TEXT --folder FOLDER --programs FOLDER";

    /// <summary>Reads the arguments.</summary>
    /// <param name="args">The verb and its options.</param>
    /// <param name="errors">Every error: argument, value, what is allowed.</param>
    public static BenchOptions Parse(IReadOnlyList<string> args, out IReadOnlyList<string> errors)
    {
        var found = new List<string>();
        string verb = args.Count > 0 ? args[0] : "";
        if (!Verbs.Contains(verb))
        {
            found.Add($"'{verb}': must be one of {string.Join(", ", Verbs)}");
        }

        var options = new BenchOptions { Verb = verb };
        for (int i = 1; i < args.Count; i++)
        {
            if (args[i] is "--short" or "--json")
            {
                options = args[i] == "--short" ? options with { Short = true } : options with { Json = true };
            }
            else if (i + 1 < args.Count)
            {
                options = Apply(options, args[i], args[++i], found);
            }
            else
            {
                found.Add($"{args[i]}: unknown, or needs a value; {Usage}");
            }
        }

        errors = found;
        return options;
    }

    private static BenchOptions Apply(BenchOptions options, string name, string value, List<string> errors)
    {
        switch (name)
        {
            case "--engine" when value is "sqlite" or "redis":
                return options with { Engines = [value == "sqlite" ? Engine.Sqlite : Engine.Redis], EngineNamed = true };
            case "--engine":
                errors.Add($"--engine '{value}': must be sqlite or redis");
                return options;
            case "--seed" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int seed):
                return options with { Seed = seed };
            case "--seed":
                errors.Add($"--seed '{value}': must be a whole number from 0 to 2147483647");
                return options;
            case "--markdown":
                return options with { Markdown = value };
            case "--only":
                return options with { Only = value };
            case "--folder" or "--programs" when !Directory.Exists(value):
                errors.Add($"{name} '{value}': must be a folder that exists");
                return options;
            case "--folder":
                return options with { Folder = value };
            case "--programs":
                return options with { Programs = value };
            default:
                errors.Add($"{name}: unknown; {Usage}");
                return options;
        }
    }
}
