namespace Telecom.Contracts.Yaml;

/// <summary>How a text becomes a value.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Allowed">What is allowed, for errors, for example "a percentage, 0 % to 100 %".</param>
/// <param name="Parse">Reads the text; false when it is not allowed.</param>
internal sealed record ValueRule<T>(string Allowed, ValueRule<T>.TryParse Parse)
{
    /// <summary>Reads a text.</summary>
    public delegate bool TryParse(string text, out T value);

    /// <summary>Reads a node; the fallback when it is missing or wrong, which is then among the errors.</summary>
    public T Read(YamlNode? node, string path, ErrorList errors, T fallback)
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
}
