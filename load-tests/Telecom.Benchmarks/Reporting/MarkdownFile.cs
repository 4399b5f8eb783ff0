namespace Telecom.Benchmarks.Reporting;

/// <summary>A Markdown file with figures in it.</summary>
internal static class MarkdownFile
{
    /// <summary>Line before the figures of a document that says more than figures.</summary>
    public const string Begin = "<!-- figures begin -->";

    /// <summary>Line after them.</summary>
    public const string End = "<!-- figures end -->";

    /// <summary>Writes figures: between the two marks of a file that has them, else as the whole file.</summary>
    /// <param name="path">The file; made when it is missing.</param>
    /// <param name="figures">Markdown.</param>
    public static void Write(string path, string figures)
    {
        string before = File.Exists(path) ? File.ReadAllText(path) : "";
        int begin = before.IndexOf(Begin, StringComparison.Ordinal);
        int end = begin < 0 ? -1 : before.IndexOf(End, begin, StringComparison.Ordinal);
        File.WriteAllText(path, end < 0 ? figures : $"{before[..begin]}{Begin}\n\n{figures.Trim()}\n\n{before[end..]}");
    }
}
