using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Telecom.Contracts.Tests.Form;

/// <summary>YAML as tools read it before they hold a JSON Schema against it: plain scalars by the core schema of YAML 1.2.</summary>
internal static class YamlAsJson
{
    public static JsonNode? Read(string yaml)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(yaml));
        return Convert(stream.Documents[0].RootNode);
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, Convert(entry.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain } number when Regex.IsMatch(number.Value!, "^-?[0-9]+$") => JsonValue.Create(long.Parse(number.Value!, CultureInfo.InvariantCulture)),
        YamlScalarNode { Style: ScalarStyle.Plain } number when Regex.IsMatch(number.Value!, @"^-?[0-9]+\.[0-9]+$") => JsonValue.Create(decimal.Parse(number.Value!, CultureInfo.InvariantCulture)),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => throw new InvalidOperationException(),
    };
}
