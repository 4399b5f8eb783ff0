using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Telecom.Gateway.Reload;

namespace Telecom.Gateway.Listening;

/// <summary>A certificate revocation list (RFC 5280, 5), signed by one of the authorities that are trusted.</summary>
/// <param name="Issuer">The authority's name, DER.</param>
/// <param name="Serials">Serial numbers of the revoked certificates of that authority.</param>
/// <param name="NextUpdate">When the next list was to be there at the latest; null when the list does not say.</param>
internal sealed record RevocationList(ReadOnlyMemory<byte> Issuer, IReadOnlySet<BigInteger> Serials, DateTimeOffset? NextUpdate)
{
    private const string Label = "X509 CRL";

    /// <summary>Reads all lists of a file.</summary>
    /// <param name="file">PEM with any number of lists, or one list in DER.</param>
    /// <param name="authorities">Who may have signed them.</param>
    /// <exception cref="ReloadRefusedException">A list cannot be read, or nobody of these has signed it.</exception>
    public static IReadOnlyList<RevocationList> ParseAll(byte[] file, IReadOnlyCollection<X509Certificate2> authorities)
    {
        try
        {
            List<byte[]> found = Split(file);
            return found.Count > 0
                ? [.. found.Select(der => Parse(der, authorities))]
                : throw new ReloadRefusedException([$"the file with revocation lists has no PEM block \"{Label}\" and is no DER"]);
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException or FormatException)
        {
            throw new ReloadRefusedException([$"a revocation list cannot be read: {exception.Message}"], exception);
        }
    }

    /// <summary>The serial number of a certificate as it is compared here.</summary>
    /// <param name="certificate">The certificate.</param>
    public static BigInteger SerialOf(X509Certificate2 certificate) => new(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true);

    private static List<byte[]> Split(byte[] file)
    {
        // 0x30 begins a SEQUENCE in DER, and is no letter that PEM begins with.
        if (file.Length > 0 && file[0] == 0x30)
        {
            return [file];
        }

        var blocks = new List<byte[]>();
        ReadOnlySpan<char> rest = Encoding.ASCII.GetString(file);
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            if (rest[fields.Label] is Label)
            {
                blocks.Add(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            }

            rest = rest[fields.Location.End..];
        }

        return blocks;
    }

    private static RevocationList Parse(byte[] der, IReadOnlyCollection<X509Certificate2> authorities)
    {
        var file = new AsnReader(der, AsnEncodingRules.DER);
        AsnReader list = file.ReadSequence();
        file.ThrowIfNotEmpty();
        ReadOnlyMemory<byte> signed = list.PeekEncodedValue();
        AsnReader body = list.ReadSequence();
        ReadOnlyMemory<byte> named = list.PeekEncodedValue();
        string algorithm = list.ReadSequence().ReadObjectIdentifier();
        byte[] signature = list.ReadBitString(out int unused);
        list.ThrowIfNotEmpty();

        if (body.PeekTag() == Asn1Tag.Integer)
        {
            _ = body.ReadInteger();
        }

        // The algorithm stands twice, and only this one is signed.
        if (!body.ReadEncodedValue().Span.SequenceEqual(named.Span) || unused != 0)
        {
            throw new CryptographicException("What it says of its signature does not fit together.");
        }

        ReadOnlyMemory<byte> issuer = body.ReadEncodedValue();
        _ = ReadTime(body);
        DateTimeOffset? next = body.HasData && IsTime(body.PeekTag()) ? ReadTime(body) : null;
        var serials = new HashSet<BigInteger>();
        if (body.HasData && body.PeekTag() == Asn1Tag.Sequence)
        {
            AsnReader entries = body.ReadSequence();
            while (entries.HasData)
            {
                _ = serials.Add(new BigInteger(entries.ReadSequence().ReadIntegerBytes().Span, isUnsigned: true, isBigEndian: true));
            }
        }

        RequireUnderstood(body);
        if (!authorities.Any(authority => IsSignedBy(authority, issuer, signed, algorithm, signature)))
        {
            throw new ReloadRefusedException([$"the revocation list of {new X500DistinguishedName(issuer.Span).Name} is signed by none of the authorities of clients"]);
        }

        return new RevocationList(issuer, serials, next);
    }

    /// <summary>A critical extension changes what the list means: part of the certificates only, or changes to another list.</summary>
    private static void RequireUnderstood(AsnReader body)
    {
        if (!body.HasData)
        {
            return;
        }

        AsnReader extensions = body.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        while (extensions.HasData)
        {
            AsnReader extension = extensions.ReadSequence();
            string id = extension.ReadObjectIdentifier();
            if (extension.PeekTag() == Asn1Tag.Boolean && extension.ReadBoolean())
            {
                throw new ReloadRefusedException([$"a revocation list has the critical extension {id}; only whole lists without one are read"]);
            }
        }
    }

    private static bool IsSignedBy(
        X509Certificate2 authority, ReadOnlyMemory<byte> issuer, ReadOnlyMemory<byte> signed, string algorithm, byte[] signature)
    {
        X509KeyUsageExtension? usage = authority.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        return authority.SubjectName.RawData.AsSpan().SequenceEqual(issuer.Span)
            && (usage is null || usage.KeyUsages.HasFlag(X509KeyUsageFlags.CrlSign))
            && CertificateSignature.Holds(authority, signed.Span, algorithm, signature);
    }

    private static bool IsTime(Asn1Tag tag) => tag == Asn1Tag.UtcTime || tag == Asn1Tag.GeneralizedTime;

    private static DateTimeOffset ReadTime(AsnReader reader) => reader.PeekTag() == Asn1Tag.UtcTime ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
}
