using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Telecom.Sla.Outages;

/// <summary>
/// Ids of outages: "o", 9 digits of the first detected start in milliseconds, "-", 10 digits of a hash of circuit and start, in Crockford's
/// base 32 (no i, l, o, u). They sort by time, and whoever detects the same outage of the same circuit first gives it the same id.
/// </summary>
internal static class OutageId
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int TimeDigits = 9;
    private const int HashDigits = 10;

    /// <summary>The id of an outage.</summary>
    /// <param name="circuit">Resource name of the circuit.</param>
    /// <param name="startUs">First detected start, microseconds since the Unix epoch, not negative.</param>
    /// <param name="attempt">0; higher when other outages of the circuit have the lower attempts' ids already.</param>
    public static string Create(string circuit, long startUs, int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startUs);
        byte[] content = new byte[12 + Encoding.UTF8.GetByteCount(circuit)];
        BinaryPrimitives.WriteInt64BigEndian(content, startUs);
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(8), attempt);
        _ = Encoding.UTF8.GetBytes(circuit, content.AsSpan(12));
        StringBuilder text = new("o", 2 + TimeDigits + HashDigits);
        Append(text, (ulong)startUs / 1000, TimeDigits);
        _ = text.Append('-');
        Append(text, BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(content)), HashDigits);
        return text.ToString();
    }

    /// <summary>The id that a request gets, so that a repeated request gets the same one.</summary>
    /// <param name="letter">First letter.</param>
    /// <param name="request">The request.</param>
    public static string OfRequest(char letter, Guid request)
    {
        Span<byte> content = stackalloc byte[16];
        _ = request.TryWriteBytes(content, bigEndian: true, out _);
        byte[] hash = SHA256.HashData(content);
        StringBuilder text = new(letter.ToString(), 21);
        Append(text, BinaryPrimitives.ReadUInt64BigEndian(hash), HashDigits);
        Append(text, BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(8)), HashDigits);
        return text.ToString();
    }

    private static void Append(StringBuilder text, ulong value, int digits)
    {
        for (int digit = digits - 1; digit >= 0; digit--)
        {
            _ = text.Append(Digits[(int)(value >> (5 * digit) & 31)]);
        }
    }
}
