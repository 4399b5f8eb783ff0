using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>Certificates of agents.</summary>
internal static class AgentCertificates
{
    /// <summary>Subject alternative names with URIs exactly as they are given; the framework's builder would tidy them.</summary>
    public static X509Extension Names(params string[] uris)
    {
        var names = new AsnWriter(AsnEncodingRules.DER);
        using (names.PushSequence())
        {
            names.WriteCharacterString(UniversalTagNumber.IA5String, "probe-1.example.org", new Asn1Tag(TagClass.ContextSpecific, 2));
            foreach (string uri in uris)
            {
                names.WriteCharacterString(UniversalTagNumber.IA5String, uri, new Asn1Tag(TagClass.ContextSpecific, 6));
            }
        }

        return new X509Extension("2.5.29.17", names.Encode(), critical: false);
    }

    /// <summary>A certificate for clients, with its key.</summary>
    public static X509Certificate2 Issue(TestAuthority authority, DateTimeOffset to, params string[] uris)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=probe", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Names(uris));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(TestAuthority.ForClients)], false));
        using X509Certificate2 made = request.Create(
            authority.Certificate, TimeProvider.System.GetUtcNow().AddDays(-1), to, RandomNumberGenerator.GetBytes(8));
        return made.CopyWithPrivateKey(key);
    }
}
