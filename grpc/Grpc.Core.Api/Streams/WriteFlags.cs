using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>Wishes about one write.</summary>
[Flags]
[SuppressMessage("Design", "CA1008", Justification = "The published contract has no zero member.")]
public enum WriteFlags
{
    /// <summary>The message may wait in a buffer for the next one or for the end of the stream.</summary>
    BufferHint = 1,

    /// <summary>The message goes uncompressed even when the call compresses.</summary>
    NoCompress = 2,
}
