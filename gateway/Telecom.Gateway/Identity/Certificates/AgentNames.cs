using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Telecom.Sla.Domain.Names;

namespace Telecom.Gateway.Identity.Certificates;

/// <summary>The agent that a certificate names, in a URI among its subject alternative names (RFC 5280, 4.2.1.6).</summary>
internal static class AgentNames
{
    private const string SubjectAlternativeName = "2.5.29.17";
    private const string Own = "telecom:";

    /// <summary>Tag of uniformResourceIdentifier in GeneralName.</summary>
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);

    /// <summary>The agent; null unless exactly one URI names one.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="trustDomain">Trust domain whose SPIFFE ids count; empty for none.</param>
    public static ResourceName? Find(X509Certificate2 certificate, string trustDomain)
    {
        try
        {
            string prefix = trustDomain.Length == 0 ? Own : $"spiffe://{trustDomain}/";

            // Whatever begins like a name of ours counts, so that a malformed second one is not passed over.
            string[] named = [.. certificate.Extensions
                .Where(extension => extension.Oid?.Value == SubjectAlternativeName)
                .SelectMany(extension => Uris(extension.RawData))
                .Select(uri => After(Own, uri) ?? After(prefix, uri))
                .OfType<string>()];
            return named.Length == 1 && ResourceName.TryParse(named[0], "agents", out ResourceName? name) ? name : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static string? After(string prefix, string uri) => uri.StartsWith(prefix, StringComparison.Ordinal) ? uri[prefix.Length..] : null;

    private static List<string> Uris(byte[] extension)
    {
        List<string> found = [];
        AsnReader names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            if (names.PeekTag().HasSameClassAndValue(Uri))
            {
                found.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, Uri));
            }
            else
            {
                _ = names.ReadEncodedValue();
            }
        }

        return found;
    }
}
