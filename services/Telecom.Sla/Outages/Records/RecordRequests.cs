using System.Security.Cryptography;
using Google.Protobuf;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;

namespace Telecom.Sla.Outages.Records;

/// <summary>What requests of exclusions and claims have in common. Everything that is wrong is collected before anything is refused.</summary>
internal static class RecordRequests
{
    /// <summary>Longest text of evidence and reasons, characters.</summary>
    public const int MaxText = 10_000;

    /// <summary>The request id; null with a violation when it is no UUID.</summary>
    public static Guid? RequestId(string text, List<FieldViolation> violations)
    {
        if (Guid.TryParseExact(text, "D", out Guid id))
        {
            return id;
        }

        violations.Add(new FieldViolation("request_id", $"\"{Shown(text)}\" is no UUID like \"3f0c4c9e-7d0b-4f5e-9d43-0d7c0a2b1c11\"", "MALFORMED_UUID"));
        return null;
    }

    /// <summary>Checks a name that must be of the customer when it is there.</summary>
    /// <param name="name">The name; may be empty.</param>
    /// <param name="collection">Its collection.</param>
    /// <param name="field">Path of the field.</param>
    /// <param name="customer">The customer; null when that name itself is wrong.</param>
    /// <param name="violations">Where violations go.</param>
    public static void OwnName(string name, string collection, string field, ResourceName? customer, List<FieldViolation> violations)
    {
        if (name.Length == 0)
        {
            return;
        }

        if (!ResourceName.TryParse(name, collection, out ResourceName? parsed))
        {
            violations.Add(Caller.NameViolation(name, collection, field));
        }
        else if (customer is not null && parsed.Customer != customer.Customer)
        {
            violations.Add(Missing(field, name, customer.CustomerName, collection));
        }
    }

    /// <summary>The violation for a name of nothing.</summary>
    public static FieldViolation Missing(string field, string name, string customer, string collection) =>
        new(field, $"there is no {name} of {customer}", $"NO_SUCH_{collection.TrimEnd('s').ToUpperInvariant()}");

    /// <summary>Checks a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="least">Fewest characters; 0: it may be empty.</param>
    /// <param name="most">Most characters.</param>
    /// <param name="field">Path of the field.</param>
    /// <param name="violations">Where violations go.</param>
    public static void Text(string text, int least, int most, string field, List<FieldViolation> violations)
    {
        int length = text.EnumerateRunes().Count();
        if (length > most)
        {
            violations.Add(new FieldViolation(field, $"has {length} characters; at most {most} are allowed", "TOO_LONG"));
        }
        else if (least > 0 && string.IsNullOrWhiteSpace(text))
        {
            violations.Add(new FieldViolation(field, $"a text of {least} to {most} characters is needed, not all blank", "REQUIRED"));
        }
    }

    /// <summary>Hash of a message, in hexadecimal.</summary>
    public static string HashOf(IMessage content) => Convert.ToHexStringLower(SHA256.HashData(content.ToByteArray()));

    private static string Shown(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
