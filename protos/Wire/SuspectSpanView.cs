using Telecom.Ingestion.V1;

namespace Telecom.Protos.Wire;

/// <summary>A <see cref="SuspectSpan"/> without its message.</summary>
/// <param name="StartUs">First instant, microseconds since the Unix epoch.</param>
/// <param name="EndUs">First instant after it, microseconds since the Unix epoch; at or before the start for an empty range.</param>
/// <param name="Reason">Why; a number that this version does not know is kept.</param>
public readonly record struct SuspectSpanView(long StartUs, long EndUs, SuspectReason Reason) : IFieldView<SuspectSpanView>
{
    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> message, out SuspectSpanView view)
    {
        view = default;
        ulong start = 0;
        ulong end = 0;
        uint reason = 0;
        FieldSet met = default;
        WireCursor cursor = new(message);
        while (!cursor.AtEnd)
        {
            byte tag = cursor.Tag();
            if (!met.Add(tag))
            {
                return false;
            }

            bool read = tag switch
            {
                0x08 => cursor.TryVarint(out start),
                0x10 => cursor.TryVarint(out end),
                0x18 => cursor.TryVarint(out reason) && reason <= int.MaxValue,
                _ => false,
            };
            if (!read)
            {
                return false;
            }
        }

        view = new SuspectSpanView((long)start, (long)end, (SuspectReason)reason);
        return true;
    }
}
