namespace Grpc.Core;

/// <summary>
/// Turns messages of one type into bytes and back. The transport uses the contextual pair, which writes to and reads from
/// its own buffers; the pair over byte arrays is for messages that need no such speed.
/// </summary>
/// <typeparam name="T">The message.</typeparam>
public class Marshaller<T>
{
    /// <summary>Creates a marshaller over byte arrays; the contextual pair is derived from it.</summary>
    /// <param name="serializer">Message to bytes.</param>
    /// <param name="deserializer">Bytes to message.</param>
    public Marshaller(Func<T, byte[]> serializer, Func<byte[], T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        Serializer = serializer;
        Deserializer = deserializer;
        ContextualSerializer = (message, context) => context.Complete(serializer(message));
        ContextualDeserializer = context => deserializer(context.PayloadAsNewBuffer());
    }

    /// <summary>Creates a marshaller over the buffers of the transport; the pair over byte arrays is then not available.</summary>
    /// <param name="serializer">Writes a message to the context and completes it.</param>
    /// <param name="deserializer">Reads a message from the context.</param>
    public Marshaller(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        ContextualSerializer = serializer;
        ContextualDeserializer = deserializer;
        Serializer = _ => throw ContextOnly();
        Deserializer = _ => throw ContextOnly();
    }

    /// <summary>Message to bytes. Throws <see cref="NotImplementedException"/> in a marshaller made of the contextual pair.</summary>
    public Func<T, byte[]> Serializer { get; }

    /// <summary>Bytes to message. Throws <see cref="NotImplementedException"/> in a marshaller made of the contextual pair.</summary>
    public Func<byte[], T> Deserializer { get; }

    /// <summary>Writes a message to the transport's buffer.</summary>
    public Action<T, SerializationContext> ContextualSerializer { get; }

    /// <summary>Reads a message from the transport's buffer.</summary>
    public Func<DeserializationContext, T> ContextualDeserializer { get; }

    private static NotImplementedException ContextOnly() =>
        new($"The marshaller of {typeof(T)} works on serialization contexts only.");
}
