using System.Buffers.Binary;
using System.Buffers.Text;
using Telecom.Sla.Domain.Names;

namespace Telecom.Ingestion.Producers;

/// <summary>Where a page of producers ended: the last spool epoch and lane on it, so that lanes which appear meanwhile move nothing.</summary>
/// <param name="Epoch">Spool epoch.</param>
/// <param name="Lane">Lane.</param>
internal readonly record struct PageToken(SpoolEpoch Epoch, uint Lane)
{
    private const int Length = SpoolEpoch.Length + sizeof(uint);

    /// <summary>The token of a page that ends with a lane.</summary>
    public static PageToken After(ProducerLane last) => new(last.Epoch, last.Lane);

    /// <summary>Reads a token; null when it is none.</summary>
    public static PageToken? TryParse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return text.Length <= 2 * Length
            && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromChars(text, bytes, out int written)
            && written == Length
            && SpoolEpoch.TryRead(bytes[..SpoolEpoch.Length], out SpoolEpoch epoch)
                ? new PageToken(epoch, BinaryPrimitives.ReadUInt32BigEndian(bytes[SpoolEpoch.Length..]))
                : null;
    }

    /// <summary>True when a lane comes after the page.</summary>
    public bool IsBefore(ProducerLane lane) => Epoch < lane.Epoch || (Epoch == lane.Epoch && Lane < lane.Lane);

    /// <summary>The token as text.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        Epoch.ToBytes().CopyTo(bytes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[SpoolEpoch.Length..], Lane);
        return Base64Url.EncodeToString(bytes);
    }
}
