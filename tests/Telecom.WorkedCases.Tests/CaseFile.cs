using System.Text.Json.Nodes;

namespace Telecom.WorkedCases.Tests;

/// <summary>The worked cases of tests/worked-cases/.</summary>
internal static class CaseFile
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<JsonObject> All { get; } = Read("worked-cases.json");

    /// <summary>Cases of our own, worked out second by second by tests/worked-cases/oracle, which shares nothing with the suite.</summary>
    public static IReadOnlyList<JsonObject> Own { get; } = Read("own-cases.json");

    public static JsonObject Case(string id) => All.Concat(Own).Single(entry => (string)entry["id"]! == id);

    public static IReadOnlyList<JsonObject> Read(string name) =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "tests", "worked-cases", name)))!.AsArray().Select(entry => entry!.AsObject())];

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
