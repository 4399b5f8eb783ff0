using System.Diagnostics.CodeAnalysis;

namespace Telecom.Sla.Domain.Names;

/// <summary>
/// A resource name that begins with its customer: "customers/{customer}" or "customers/{customer}/{collection}/{id}" (AIP-122).
/// An id has 1 to 63 of a-z, 0-9 and "-", begins with a letter and does not end with "-" (RFC 1034 label in lower case).
/// </summary>
/// <param name="Customer">Id of the customer.</param>
/// <param name="Collection">Plural noun of the child, for example "circuits"; empty for the customer itself.</param>
/// <param name="Id">Id of the child; empty for the customer itself.</param>
public sealed record ResourceName(string Customer, string Collection, string Id)
{
    /// <summary>What an id must look like, for error messages.</summary>
    public const string IdRule = "1 to 63 of a-z, 0-9 and '-', beginning with a letter, not ending with '-'";

    /// <summary>Name of the customer that owns the resource.</summary>
    public string CustomerName => $"customers/{Customer}";

    /// <summary>Reads a name of the given collection.</summary>
    /// <param name="text">The text.</param>
    /// <param name="collection">The collection that is expected, for example "circuits"; empty for customers.</param>
    /// <param name="name">The name, when the result is true.</param>
    public static bool TryParse(string? text, string collection, [NotNullWhen(true)] out ResourceName? name)
    {
        name = null;
        string[] parts = text?.Split('/') ?? [];
        int expected = collection.Length == 0 ? 2 : 4;
        if (parts.Length != expected || parts[0] != "customers" || !IsId(parts[1]))
        {
            return false;
        }

        if (expected == 4 && (parts[2] != collection || !IsId(parts[3])))
        {
            return false;
        }

        name = expected == 2 ? new ResourceName(parts[1], "", "") : new ResourceName(parts[1], parts[2], parts[3]);
        return true;
    }

    /// <summary>True when the text is a legal id.</summary>
    public static bool IsId(string? text) =>
        text is { Length: >= 1 and <= 63 }
        && char.IsAsciiLetterLower(text[0])
        && text[^1] != '-'
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>The name as text.</summary>
    public override string ToString() => Collection.Length == 0 ? CustomerName : $"customers/{Customer}/{Collection}/{Id}";
}
