using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller finds the bytes of one message. Valid only during the call of the deserializer.</summary>
public abstract class DeserializationContext
{
    /// <summary>The length of the message in bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>The message as a new array that the marshaller may keep. To be called once at most.</summary>
    public virtual byte[] PayloadAsNewBuffer() =>
        throw new NotImplementedException("This deserialization context does not supply the payload.");

    /// <summary>The message in the transport's own buffers, without a copy where the transport can. Not to be kept.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(PayloadAsNewBuffer());
}
