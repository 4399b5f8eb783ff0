using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Telecom.Support.Cases;

/// <summary>
/// Ids of cases: "c", 9 digits of the instant of the report in milliseconds, "-", 5 digits of a hash of the request id, in Crockford's
/// base 32 (no i, l, o, u). They sort by time, can be read over a telephone, and a repeated request gets the same one.
/// </summary>
internal static class CaseId
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int TimeDigits = 9;
    private const int HashDigits = 5;

    /// <summary>The id of a case.</summary>
    /// <param name="reportedAtUs">When it was reported, microseconds since the Unix epoch, not negative.</param>
    /// <param name="requestId">The request that opened it.</param>
    /// <param name="attempt">0; higher when another case of the customer has the lower attempts' ids already.</param>
    public static string Create(long reportedAtUs, Guid requestId, int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reportedAtUs);
        Span<byte> request = stackalloc byte[20];
        _ = requestId.TryWriteBytes(request, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(request[16..], attempt);
        ulong hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(request));

        var text = new StringBuilder("c", 2 + TimeDigits + HashDigits);
        Append(text, (ulong)reportedAtUs / 1000, TimeDigits);
        _ = text.Append('-');
        Append(text, hash, HashDigits);
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
