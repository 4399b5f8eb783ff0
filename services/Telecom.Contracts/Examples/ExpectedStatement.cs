using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Examples;

/// <summary>
/// Compares what an example expects with a statement. What is named must be there and be equal; what is not named is free. Items of a
/// list stand by index; a mapping for a list has indexes as keys, and "length".
/// </summary>
internal static class ExpectedStatement
{
    /// <summary>Reports everything that is different.</summary>
    /// <param name="expected">What is expected.</param>
    /// <param name="actual">What the statement has; null for a JSON null.</param>
    /// <param name="path">Path of the expectation.</param>
    /// <param name="errors">Where errors go.</param>
    public static void Check(YamlNode expected, JsonNode? actual, string path, ErrorList errors)
    {
        switch (expected, actual)
        {
            case (YamlMap map, JsonObject fields):
                CheckFields(map, fields, path, errors);
                break;
            case (YamlMap map, JsonArray items):
                CheckItems(map, items, path, errors);
                break;
            case (YamlList list, JsonArray items):
                for (int i = 0; i < list.Items.Count; i++)
                {
                    CheckItem(list.Items[i], i, items, $"{path}[{i}]", errors);
                }

                break;
            case (YamlScalar scalar, null or JsonValue):
                if (!AreEqual(scalar, actual))
                {
                    errors.Add(scalar, path, $"the example does not hold: it states {scalar.Kind}, the statement has {Text(actual)}");
                }

                break;
            default:
                errors.Add(expected, path, $"the example does not hold: it states {expected.Kind}, the statement has {Text(actual)}");
                break;
        }
    }

    private static void CheckFields(YamlMap map, JsonObject fields, string path, ErrorList errors)
    {
        foreach ((YamlScalar key, YamlNode value) in map.Entries)
        {
            string field = MapReader.Join(path, key.Text);
            if (fields.TryGetPropertyValue(key.Text, out JsonNode? actual))
            {
                Check(value, actual, field, errors);
            }
            else
            {
                errors.Add(key, field, $"the statement has no such field; it has {string.Join(", ", fields.Select(known => known.Key))}");
            }
        }
    }

    private static void CheckItems(YamlMap map, JsonArray items, string path, ErrorList errors)
    {
        foreach ((YamlScalar key, YamlNode value) in map.Entries)
        {
            string item = MapReader.Join(path, key.Text);
            if (key.Text == "length")
            {
                Check(value, JsonValue.Create(items.Count), item, errors);
            }
            else if (int.TryParse(key.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            {
                CheckItem(value, index, items, item, errors);
            }
            else
            {
                errors.Add(key, item, "this is a list of the statement: name items by index, from 0, or length");
            }
        }
    }

    private static void CheckItem(YamlNode expected, int index, JsonArray items, string path, ErrorList errors)
    {
        if (index < items.Count)
        {
            Check(expected, items[index], path, errors);
        }
        else
        {
            errors.Add(expected, path, string.Create(CultureInfo.InvariantCulture, $"the example does not hold: the statement has {items.Count} items here"));
        }
    }

    private static bool AreEqual(YamlScalar expected, JsonNode? actual)
    {
        if (actual is null)
        {
            return expected.IsNull;
        }

        string text = actual.GetValueKind() == JsonValueKind.String ? actual.GetValue<string>() : actual.ToJsonString();
        return expected.Text == text
            || (TryNumber(expected.Text, out decimal left) && TryNumber(text, out decimal right) && left == right)
            || (TryInstant(expected.Text, out Instant stated) && TryInstant(text, out Instant rated) && stated == rated);
    }

    private static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static bool TryInstant(string text, out Instant instant)
    {
        ParseResult<OffsetDateTime> result = OffsetDateTimePattern.ExtendedIso.Parse(text);
        instant = result.Success ? result.Value.ToInstant() : default;
        return result.Success;
    }

    private static string Text(JsonNode? actual) => actual switch
    {
        null => "null",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => $"'{value.GetValue<string>()}'",
        JsonArray list => string.Create(CultureInfo.InvariantCulture, $"a list of {list.Count}"),
        JsonObject => "a mapping",
        _ => actual.ToJsonString(),
    };
}
