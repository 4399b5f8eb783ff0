using System.Globalization;
using System.Text.Json.Nodes;

namespace Telecom.WorkedCases.Tests;

/// <summary>Short ways through JSON.</summary>
internal static class Json
{
    public static JsonNode At(this JsonNode node, string path)
    {
        JsonNode? found = node;
        foreach (string step in path.Split('.'))
        {
            found = int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? found!.AsArray()[index] : found!.AsObject().ContainsKey(step) ? found[step] : throw new InvalidOperationException($"the statement has no {path}");
        }

        return found!;
    }

    public static string? Text(this JsonNode? node) => node is null ? null : node.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)node! : node.ToJsonString();

    /// <summary>Equal as numbers where both are numbers, as instants where both are instants, otherwise as texts.</summary>
    public static void AssertSame(JsonNode? expected, JsonNode? actual, string what)
    {
        if (expected is JsonArray list)
        {
            Assert.True(actual is JsonArray, $"{what}: expected a list, found {actual?.ToJsonString() ?? "null"}");
            Assert.True(list.Count == actual!.AsArray().Count, $"{what}: expected {list.ToJsonString()}, found {actual.ToJsonString()}");
            for (int i = 0; i < list.Count; i++)
            {
                AssertSame(list[i], actual[i], $"{what}[{i}]");
            }

            return;
        }

        string? stated = expected.Text();
        string? found = actual.Text();
        bool same = stated == found
            || (decimal.TryParse(stated, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal left) && decimal.TryParse(found, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal right) && left == right)
            || (IsInstant(stated, out DateTimeOffset first) && IsInstant(found, out DateTimeOffset second) && first == second);
        Assert.True(same, $"{what}: expected {stated ?? "null"}, found {found ?? "null"}");
    }

    public static JsonNode? Copy(JsonNode? node) => node?.DeepClone();

    private static bool IsInstant(string? text, out DateTimeOffset instant)
    {
        instant = default;
        return text is { Length: > 18 } && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out instant);
    }
}
