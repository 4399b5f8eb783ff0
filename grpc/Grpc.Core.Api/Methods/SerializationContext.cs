using System.Buffers;

namespace Grpc.Core;

/// <summary>
/// Where a marshaller puts one message. Either <see cref="Complete(byte[])"/> once, or bytes into <see cref="GetBufferWriter"/>
/// and then <see cref="Complete()"/>. The transport supplies the implementation; what it does not override is not supported.
/// </summary>
public abstract class SerializationContext
{
    /// <summary>Hands over the whole message.</summary>
    /// <param name="payload">The bytes; the transport owns them from here on.</param>
    public virtual void Complete(byte[] payload) => throw NotSupplied();

    /// <summary>The transport's buffer to write the message to.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw NotSupplied();

    /// <summary>Says how long the message will be, so that the transport can size its buffer. Optional, before writing.</summary>
    /// <param name="payloadLength">Bytes, at least 0.</param>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>Ends a message that was written to <see cref="GetBufferWriter"/>.</summary>
    public virtual void Complete() => throw NotSupplied();

    private static NotImplementedException NotSupplied() => new("This serialization context does not supply the operation.");
}
