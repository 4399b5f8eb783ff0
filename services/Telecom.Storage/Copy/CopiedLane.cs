using Telecom.Storage.Log;

namespace Telecom.Storage.Copy;

/// <summary>A producer lane as it is copied.</summary>
/// <param name="Position">How far it has come.</param>
/// <param name="AppendedMs">When it last appended, milliseconds since the Unix epoch.</param>
/// <param name="Outcomes">Kept outcomes by sequence number, ascending.</param>
internal sealed record CopiedLane(ProducerPosition Position, long AppendedMs, IReadOnlyList<(ulong Sequence, byte[] Data)> Outcomes);
