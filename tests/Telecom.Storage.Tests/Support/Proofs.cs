using System.Globalization;

namespace Telecom.Storage.Tests.Support;

/// <summary>Long proofs: how many rounds this run does, from which seed, and where the result is told (see ./test.sh).</summary>
public static class Proofs
{
    /// <summary>Seed of this run: TELECOM_SEED, else random; whoever uses it prints it.</summary>
    public static int Seed { get; } =
        uint.TryParse(Environment.GetEnvironmentVariable("TELECOM_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out uint seed)
            ? (int)(seed & int.MaxValue)
            : Random.Shared.Next();

    /// <summary>Kills of the crash proof: TELECOM_PROOF_KILLS, else many when TELECOM_PROOFS is "full" and few when not.</summary>
    public static int Kills { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("TELECOM_PROOF_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out int kills)
            ? kills
            : Environment.GetEnvironmentVariable("TELECOM_PROOFS") == "full" ? 80 : 5;

    /// <summary>Adds a line to the summary that ./test.sh prints; nowhere when the tests were built outside of the repository.</summary>
    public static void Report(string proof, string result)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Telecom.sln")))
        {
            root = root.Parent;
        }

        if (root is not null)
        {
            string folder = Directory.CreateDirectory(Path.Combine(root.FullName, "artifacts", "test-results", "proofs")).FullName;
            File.WriteAllText(Path.Combine(folder, proof + ".txt"), $"{proof}: {result}; seed {Seed}\n");
        }
    }
}
