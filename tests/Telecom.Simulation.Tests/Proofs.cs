using System.Globalization;

namespace Telecom.Simulation.Tests;

/// <summary>Long proofs: how many seeds this run does, from which first one, and where the result is told.</summary>
internal static class Proofs
{
    public static bool Full => Environment.GetEnvironmentVariable("TELECOM_PROOFS") == "full";

    /// <summary>Seed of this run: TELECOM_SEED, else random; always printed with the result.</summary>
    public static int Seed { get; } = Number("TELECOM_SEED") ?? Random.Shared.Next();

    /// <summary>TELECOM_SIM_SEED: the one world to run again, with a trace of its events.</summary>
    public static int? Replayed { get; } = Number("TELECOM_SIM_SEED");

    /// <summary>The root of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Adds a line to the summary that ./test.sh prints and, with --full, commits to docs/proofs.md.</summary>
    public static void Report(string proof, string result)
    {
        string folder = Path.Combine(Root, "artifacts", "test-results", "proofs");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, proof + ".txt"), $"{proof}: {result}; seed {Seed}\n");
    }

    private static int? Number(string variable) =>
        uint.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            ? (int)(number & int.MaxValue)
            : null;

    private static string FindRoot()
    {
        string start = Environment.GetEnvironmentVariable("TELECOM_ROOT") ?? AppContext.BaseDirectory;
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Telecom.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no Telecom.sln above {start}; set TELECOM_ROOT");
    }
}
