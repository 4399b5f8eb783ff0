namespace Telecom.Storage.Copy;

/// <summary>What a check of a data folder found.</summary>
/// <param name="Files">Each file, in the order in which they were checked.</param>
/// <param name="Problems">What does not fit together between files; empty when all does.</param>
public sealed record StoreCheckReport(IReadOnlyList<StoreFileReport> Files, IReadOnlyList<string> Problems)
{
    /// <summary>True when every file is sound and all fit together.</summary>
    public bool IsSound => Problems.Count == 0 && Files.All(static file => file.Problems.Count == 0);
}
