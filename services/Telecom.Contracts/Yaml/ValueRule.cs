using System.Globalization;
using System.Text.Json.Nodes;

namespace Telecom.Contracts.Yaml;

/// <summary>How a text becomes a value.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Allowed">What is allowed, for errors, for example "a percentage, 0 % to 100 %".</param>
/// <param name="Parse">Reads the text; false when it is not allowed.</param>
internal sealed record ValueRule<T>(string Allowed, ValueRule<T>.TryParse Parse) : Rule<T>
{
    /// <summary>Reads a text.</summary>
    public delegate bool TryParse(string text, out T value);

    /// <summary>Regular expression (ECMA-262) that every allowed text matches; null when none is worth stating.</summary>
    public string? Pattern { get; init; }

    /// <summary>All allowed texts; null when they cannot be listed.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>True when an allowed text may look like a number, which YAML tools then take it for.</summary>
    public bool MayBeNumber { get; init; }

    /// <summary>The same rule for a value of another type, for example one that may also be absent.</summary>
    public ValueRule<TOther> As<TOther>(Func<T, TOther> convert) => new(
        Allowed,
        (string text, out TOther value) =>
        {
            bool valid = Parse(text, out T own);
            value = convert(own);
            return valid;
        })
    {
        Pattern = Pattern,
        Choices = Choices,
        MayBeNumber = MayBeNumber,
    };

    /// <inheritdoc/>
    public override T Read(YamlNode? node, string path, ErrorList errors, T fallback)
    {
        switch (node)
        {
            case null:
                return fallback;
            case YamlScalar scalar when Parse(scalar.Text, out T value):
                return value;
            default:
                errors.Add(node, path, $"{node.Kind} is not {Allowed}");
                return fallback;
        }
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        JsonObject schema = [];
        if (Choices is not null)
        {
            schema["enum"] = new JsonArray([.. Choices.SelectMany(AsYamlToolsReadIt)]);
            return schema;
        }

        schema["type"] = MayBeNumber ? new JsonArray("string", "number") : "string";
        if (Pattern is not null)
        {
            schema["pattern"] = Pattern;
        }

        schema["description"] = Allowed;
        return schema;
    }

    /// <summary>The text, and what YAML makes of it when it stands without quotes.</summary>
    private static IEnumerable<JsonNode> AsYamlToolsReadIt(string text)
    {
        yield return JsonValue.Create(text);
        if (text is "true" or "false")
        {
            yield return JsonValue.Create(text == "true");
        }
        else if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            yield return JsonValue.Create(number);
        }
    }
}
