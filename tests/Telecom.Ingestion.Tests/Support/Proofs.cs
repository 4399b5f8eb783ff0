namespace Telecom.Ingestion.Tests.Support;

/// <summary>Where the result of a long proof is told (see ./test.sh).</summary>
internal static class Proofs
{
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
            File.WriteAllText(Path.Combine(folder, proof + ".txt"), $"{proof}: {result}; seed {Seeds.Current}\n");
        }
    }
}
