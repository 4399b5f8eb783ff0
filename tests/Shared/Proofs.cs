using System.Globalization;

namespace Telecom.Tests.Shared;

/// <summary>Long proofs: how many rounds this run does, from which seed, and where the result is told (see ./test.sh).</summary>
internal static class Proofs
{
    public static bool Full => Environment.GetEnvironmentVariable("TELECOM_PROOFS") == "full";

    /// <summary>Seed of this run: TELECOM_SEED, else random; it stands in every failure.</summary>
    public static int Seed { get; } =
        uint.TryParse(Environment.GetEnvironmentVariable("TELECOM_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out uint seed)
            ? (int)(seed & int.MaxValue)
            : Random.Shared.Next();

    public static string Root { get; } = FindRoot();

    public static int Rounds(int reduced, int full) => Full ? full : reduced;

    /// <summary>Random numbers of a round; each property has its own, whatever else runs.</summary>
    public static Random Numbers(int salt, int round) => new(unchecked((Seed * 486187739) ^ (salt * 16777619) ^ round));

    /// <summary>Adds a line to the summary that ./test.sh prints and, with --full, commits to docs/proofs.md.</summary>
    public static void Report(string proof, string result)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "test-results", "proofs")).FullName;
        File.WriteAllText(Path.Combine(folder, proof + ".txt"), $"{proof}: {result}; seed {Seed}\n");
    }

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
