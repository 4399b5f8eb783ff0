namespace Telecom.Agent.Stamp;

/// <summary>
/// Error Estimate of a STAMP timestamp (RFC 8762 section 4.2.1, RFC 4656 section 4.1.2): bit S, bit Z, 6 bits of scale, 8 bits of
/// multiplier. The error is multiplier * 2^(scale - 32) seconds; a multiplier of 0 is not allowed on the wire.
/// </summary>
/// <param name="Synchronized">S: the clock is synchronised to UTC by an external source.</param>
/// <param name="Format">Z: how the timestamps that the estimate belongs to are written (RFC 8186).</param>
/// <param name="Scale">0 to 63.</param>
/// <param name="Multiplier">1 to 255.</param>
internal readonly record struct ErrorEstimate(bool Synchronized, TimestampFormat Format, int Scale, int Multiplier)
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 2;

    /// <summary>The 16 bits of the wire.</summary>
    public ushort Encode() =>
        (ushort)((Synchronized ? 0x8000 : 0) | (Format == TimestampFormat.Ptp ? 0x4000 : 0) | (Scale & 0x3f) << 8 | Multiplier & 0xff);

    /// <summary>Reads the 16 bits of the wire; a multiplier of 0 is kept, so that the caller may judge it.</summary>
    public static ErrorEstimate Decode(ushort bits) =>
        new((bits & 0x8000) != 0, (bits & 0x4000) != 0 ? TimestampFormat.Ptp : TimestampFormat.Ntp, bits >> 8 & 0x3f, bits & 0xff);

    /// <summary>The smallest estimate that is not below an error.</summary>
    /// <param name="synchronized">Whether the clock is synchronised.</param>
    /// <param name="format">The timestamps' format.</param>
    /// <param name="nanoseconds">The error, at least 0.</param>
    public static ErrorEstimate FromNanoseconds(bool synchronized, TimestampFormat format, long nanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nanoseconds);
        UInt128 units = (((UInt128)(ulong)nanoseconds << 32) + 999_999_999) / 1_000_000_000;
        int scale = 0;
        while (units > 255)
        {
            units = (units + 1) >> 1;
            scale++;
        }

        return new ErrorEstimate(synchronized, format, scale, (int)UInt128.Max(1, units));
    }
}
