using Google.Protobuf;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Intake;

/// <summary>
/// What the log keeps with a sequence number, so that a batch sent again gets the same answer: an <see cref="Ack"/> that holds refusals
/// only; nothing when nothing was refused.
/// </summary>
internal static class Outcomes
{
    /// <summary>The bytes of refusals.</summary>
    public static ReadOnlyMemory<byte> Encode(IReadOnlyList<Refusal> refusals)
    {
        if (refusals.Count == 0)
        {
            return default;
        }

        Ack ack = new();
        ack.Refusals.AddRange(refusals);
        return ack.ToByteArray();
    }

    /// <summary>The refusals of bytes that <see cref="Encode"/> made.</summary>
    public static IReadOnlyList<Refusal> Decode(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? [] : Ack.Parser.ParseFrom(bytes.Span).Refusals;
}
