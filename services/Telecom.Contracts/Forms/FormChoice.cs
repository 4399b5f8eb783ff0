using System.Text.Json.Nodes;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Forms;

/// <summary>A mapping whose form depends on one of its fields, as a credit's on its schedule.</summary>
/// <param name="name">Name, snake_case.</param>
/// <param name="description">What the mapping is.</param>
/// <param name="field">The field that decides.</param>
/// <param name="options">The forms by the value of that field; each of them has the field.</param>
internal sealed class FormChoice(string name, string description, string field, params (string Value, Form Form)[] options) : IForm
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Opens a mapping by the form that it chooses.</summary>
    /// <param name="node">The mapping.</param>
    /// <param name="path">Its path.</param>
    /// <param name="errors">Where errors go.</param>
    /// <returns>The value of the deciding field, empty when it is wrong, and the mapping.</returns>
    public (string Chosen, MapReader Map) Open(YamlNode node, string path, ErrorList errors)
    {
        string? text = (node as YamlMap)?.Entries.Where(entry => entry.Key.Text == field).Select(entry => (entry.Value as YamlScalar)?.Text).FirstOrDefault();
        foreach ((string value, Form form) in options)
        {
            if (value == text)
            {
                return (value, new MapReader(node, path, errors, form));
            }
        }

        // Which fields are right cannot be said without it: all of them are let pass, and this one is wrong or missing.
        string[] all = [field, .. options.SelectMany(option => option.Form.Names).Select(known => known.TrimEnd('?') + "?").Where(known => known != field + "?").Distinct()];
        MapReader map = new(node, path, errors, all);
        if (map[field] is { } wrong)
        {
            errors.Add(wrong, map.PathOf(field), $"{wrong.Kind} is not one of {string.Join(", ", options.Select(option => option.Value))}");
        }

        return ("", map);
    }

    /// <inheritdoc/>
    public JsonObject Schema(SchemaDefinitions definitions) => new()
    {
        ["description"] = description,
        ["oneOf"] = new JsonArray([.. options.Select(option => definitions.Refer(option.Form))]),
    };
}
