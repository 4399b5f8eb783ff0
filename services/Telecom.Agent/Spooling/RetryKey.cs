using System.Globalization;
using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Spooling;

/// <summary>Names samples that are to be tried again, by the batch that they were refused from. The default value names none.</summary>
/// <param name="Epoch">Epoch of that batch.</param>
/// <param name="Sequence">Its sequence number.</param>
internal readonly record struct RetryKey(SpoolEpoch Epoch, ulong Sequence)
{
    /// <summary>The file name's stem.</summary>
    public override string ToString() => $"{Epoch}-{Sequence.ToString("D20", CultureInfo.InvariantCulture)}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out RetryKey key)
    {
        key = default;
        string[] parts = text.Split('-');
        if (parts.Length != 2
            || parts[0].Length != SpoolEpoch.Length * 2
            || !UInt128.TryParse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out UInt128 epoch)
            || !ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong sequence))
        {
            return false;
        }

        key = new RetryKey(new SpoolEpoch(epoch), sequence);
        return true;
    }
}
