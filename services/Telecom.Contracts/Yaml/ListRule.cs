using System.Text.Json.Nodes;

namespace Telecom.Contracts.Yaml;

/// <summary>A list of values of one kind.</summary>
/// <typeparam name="T">Type of an item.</typeparam>
/// <param name="Item">Rule of an item.</param>
/// <param name="ItemFallback">An item that is wrong.</param>
/// <param name="Distinct">True when an item may stand there once only.</param>
/// <param name="Least">Fewest items.</param>
internal sealed record ListRule<T>(Rule<T> Item, T ItemFallback, bool Distinct = true, int Least = 0) : Rule<IReadOnlyList<T>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<T> Read(YamlNode? node, string path, ErrorList errors, IReadOnlyList<T> fallback)
    {
        if (node is not YamlList list)
        {
            if (node is not null)
            {
                errors.Add(node, path, $"{node.Kind} where a list is needed");
            }

            return fallback;
        }

        if (list.Items.Count < Least)
        {
            errors.Add(list, path, $"{list.Items.Count} items where at least {Least} are needed");
        }

        List<T> values = [];
        foreach ((int index, YamlNode item) in list.Items.Index())
        {
            string itemPath = $"{path}[{index}]";
            T value = Item.Read(item, itemPath, errors, ItemFallback);
            if (Distinct && item is YamlScalar && values.Contains(value))
            {
                errors.Add(item, itemPath, $"{item.Kind} stands twice");
            }

            values.Add(value);
        }

        return values;
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        JsonObject schema = new() { ["type"] = "array", ["items"] = Item.Schema() };
        if (Least > 0)
        {
            schema["minItems"] = Least;
        }

        if (Distinct)
        {
            schema["uniqueItems"] = true;
        }

        return schema;
    }
}
