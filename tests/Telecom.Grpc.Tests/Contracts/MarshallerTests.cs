using System.Buffers;
using Grpc.Core;

namespace Telecom.Grpc.Tests.Contracts;

public sealed class MarshallerTests
{
    [Fact]
    public void Simple_functions_serve_contexts_too()
    {
        var context = new MemoryContext();

        Marshallers.StringMarshaller.ContextualSerializer("grüß", context);

        Assert.Equal("grüß"u8.ToArray(), context.Written);
        Assert.Equal("grüß", Marshallers.StringMarshaller.ContextualDeserializer(new MemoryPayload("grüß"u8.ToArray())));
        Assert.Equal("grüß"u8.ToArray(), Marshallers.StringMarshaller.Serializer("grüß"));
        Assert.Equal("grüß", Marshallers.StringMarshaller.Deserializer("grüß"u8.ToArray()));
    }

    [Fact]
    public void Contextual_functions_are_used_as_they_are()
    {
        Action<byte[], SerializationContext> write = (message, context) =>
        {
            context.SetPayloadLength(message.Length);
            context.GetBufferWriter().Write(message);
            context.Complete();
        };
        Func<DeserializationContext, byte[]> read = context => context.PayloadAsReadOnlySequence().ToArray();
        var marshaller = Marshallers.Create(write, read);
        var memory = new MemoryContext();

        marshaller.ContextualSerializer([1, 2], memory);

        Assert.Same(write, marshaller.ContextualSerializer);
        Assert.Same(read, marshaller.ContextualDeserializer);
        Assert.Equal([1, 2], memory.Written);
        Assert.Equal([3, 4], marshaller.ContextualDeserializer(new MemoryPayload([3, 4])));
        Assert.Throws<NotImplementedException>(() => marshaller.Serializer([]));
        Assert.Throws<NotImplementedException>(() => marshaller.Deserializer([]));
    }

    [Fact]
    public void A_context_that_overrides_nothing_supplies_nothing()
    {
        var empty = new EmptyContext();

        empty.SetPayloadLength(3);
        Assert.Throws<NotImplementedException>(() => empty.Complete([]));
        Assert.Throws<NotImplementedException>(empty.Complete);
        Assert.Throws<NotImplementedException>(empty.GetBufferWriter);
    }

    [Fact]
    public void Null_functions_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Marshallers.Create(null!, (byte[] bytes) => ""));
        Assert.Throws<ArgumentNullException>(() => Marshallers.Create((string text) => [], null!));
        Assert.Throws<ArgumentNullException>(() => Marshallers.Create((Action<string, SerializationContext>)null!, _ => ""));
        Assert.Throws<ArgumentNullException>(() => Marshallers.Create((string _, SerializationContext _) => { }, null!));
    }

    [Fact]
    public void A_method_knows_its_path()
    {
        var method = new Method<string, string>(
            MethodType.DuplexStreaming, "telecom.sla.v1.SlaService", "Watch", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

        Assert.Equal("/telecom.sla.v1.SlaService/Watch", method.FullName);
        Assert.Equal(("telecom.sla.v1.SlaService", "Watch", MethodType.DuplexStreaming), (method.ServiceName, method.Name, method.Type));
        Assert.Same(Marshallers.StringMarshaller, method.RequestMarshaller);
        Assert.Equal(["Unary=0", "ClientStreaming=1", "ServerStreaming=2", "DuplexStreaming=3"],
            Enum.GetValues<MethodType>().Select(type => $"{type}={(int)type}"));
    }

    private sealed class EmptyContext : SerializationContext;

    private sealed class MemoryContext : SerializationContext
    {
        private readonly ArrayBufferWriter<byte> _buffer = new();

        public byte[]? Written { get; private set; }

        public override void Complete(byte[] payload) => Written = payload;

        public override IBufferWriter<byte> GetBufferWriter() => _buffer;

        public override void Complete() => Written = _buffer.WrittenSpan.ToArray();
    }

    private sealed class MemoryPayload(byte[] bytes) : DeserializationContext
    {
        public override int PayloadLength => bytes.Length;

        public override byte[] PayloadAsNewBuffer() => [.. bytes];
    }
}
