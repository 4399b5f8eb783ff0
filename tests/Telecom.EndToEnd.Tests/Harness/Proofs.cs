using System.Globalization;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>Long proofs: how many rounds this run does, from which seed, and where the result is told.</summary>
internal static class Proofs
{
    public static bool Full => Environment.GetEnvironmentVariable("TELECOM_PROOFS") == "full";

    /// <summary>Seed of this run: TELECOM_SEED, else random; always printed with the result.</summary>
    public static int Seed { get; } =
        uint.TryParse(Environment.GetEnvironmentVariable("TELECOM_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out uint seed)
            ? (int)(seed & int.MaxValue)
            : Random.Shared.Next();

    public static int Rounds(int reduced, int full) => Full ? full : reduced;

    /// <summary>Adds a line to the summary that ./test.sh prints and, with --full, commits to docs/proofs.md.</summary>
    public static void Report(string proof, string result)
    {
        string folder = Path.Combine(Paths.Root, "artifacts", "test-results", "proofs");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, proof + ".txt"), $"{proof}: {result}; seed {Seed}\n");
    }
}
