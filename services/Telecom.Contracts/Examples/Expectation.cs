using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Examples;

/// <summary>A figure that an example states.</summary>
/// <typeparam name="T">Type of the figure.</typeparam>
/// <param name="Node">Where it stands.</param>
/// <param name="Path">Its path.</param>
/// <param name="Value">What is stated.</param>
/// <param name="Text">The figure as text: figures are equal when their texts are.</param>
internal sealed record Expectation<T>(YamlNode Node, string Path, T Value, Func<T, string> Text)
{
    /// <summary>Reads an expectation; null when the field is absent: then the figure is free.</summary>
    public static Expectation<T>? Read(MapReader map, ValueField<T> field, Func<T, string> text) =>
        map[field.Name] is { } node ? new Expectation<T>(node, map.PathOf(field.Name), map.Value(field), text) : null;

    /// <summary>Reports a figure that came out differently.</summary>
    /// <param name="actual">How it came out; null when there is none.</param>
    /// <param name="errors">Where errors go.</param>
    public void Check(object? actual, ErrorList errors)
    {
        string text = actual is T figure ? Text(figure) : "nothing";
        if (text != Text(Value))
        {
            errors.Add(Node, Path, $"the example does not hold: it states {Text(Value)}, the rating gives {text}");
        }
    }
}
