using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Evidence;

/// <summary>How a scalar of evidence becomes a value. Unlike in contract documents, words, numbers and booleans are told apart.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="Allowed">What is allowed, for errors, for example "true or false".</param>
/// <param name="Parse">Reads the scalar; false when it is not allowed.</param>
internal sealed record EvidenceRule<T>(string Allowed, EvidenceRule<T>.TryParse Parse)
{
    /// <summary>Reads a scalar.</summary>
    public delegate bool TryParse(YamlScalar scalar, out T value);

    /// <summary>Reads a node; false when it is wrong, which is then among the errors.</summary>
    public bool TryRead(YamlNode node, string path, ErrorList errors, out T value)
    {
        if (node is YamlScalar scalar && Parse(scalar, out value))
        {
            return true;
        }

        errors.Add(node, path, $"{node.Kind} is not {Allowed}");
        value = default!;
        return false;
    }
}
