using Grpc.Core;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Contracts;

public sealed class ServerContractTests
{
    [Fact]
    public void Generated_code_registers_one_method_of_each_type()
    {
        var binder = new RecordingBinder();

        ProbeService.BindService(new EmptyProbe()).BindService(binder);
        ProbeService.BindService(binder, null!);

        string[] all = ["Unary Echo", "ClientStreaming Sum", "ServerStreaming Count", "DuplexStreaming Chat", "Unary Misbehave"];
        Assert.Equal([.. all.Select(m => m + " served"), .. all.Select(m => m + " described")], binder.Seen);
    }

    [Fact]
    public void A_definition_has_each_method_once()
    {
        var builder = ServerServiceDefinition.CreateBuilder().AddMethod(RecordingInvoker.Method, (string r, ServerCallContext _) => Task.FromResult(r));

        var error = Assert.Throws<ArgumentException>(
            () => builder.AddMethod(RecordingInvoker.Method, (IAsyncStreamReader<string> _, ServerCallContext _) => Task.FromResult("")));

        Assert.Contains("/s/m", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_does_not_change_after_it_is_built()
    {
        var other = new Method<string, string>(MethodType.Unary, "s", "other", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
        var builder = ServerServiceDefinition.CreateBuilder().AddMethod(RecordingInvoker.Method, (string r, ServerCallContext _) => Task.FromResult(r));
        var binder = new RecordingBinder();

        var definition = builder.Build();
        builder.AddMethod(other, (string r, ServerCallContext _) => Task.FromResult(r));
        definition.BindService(binder);

        Assert.Equal(["Unary m served"], binder.Seen);
    }

    [Fact]
    public void A_binder_refuses_methods_that_it_does_not_override()
    {
        var error = Assert.Throws<NotImplementedException>(() => ProbeService.BindService(new EmptyBinder(), new EmptyProbe()));

        Assert.Contains("/telecom.testing.v1.ProbeService/Echo", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generated_service_that_overrides_nothing_is_unimplemented()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => new EmptyProbe().Echo(new EchoRequest(), null!));

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    [Fact]
    public void A_peer_without_identity_is_not_authenticated()
    {
        var context = new AuthContext(null, []);

        Assert.False(context.IsPeerAuthenticated);
        Assert.Empty(context.PeerIdentity);
        Assert.Empty(context.Properties);
        Assert.Empty(context.FindPropertiesByName("any"));
    }

    [Fact]
    public void A_peer_is_known_by_the_property_that_identifies_it()
    {
        var name = AuthProperty.Create("name", "agent-17"u8.ToArray());
        var serial = AuthProperty.Create("serial", [1]);
        var context = new AuthContext("name", new Dictionary<string, List<AuthProperty>> { ["name"] = [name], ["serial"] = [serial] });

        Assert.True(context.IsPeerAuthenticated);
        Assert.Same(name, Assert.Single(context.PeerIdentity));
        Assert.Equal([name, serial], context.Properties);
        Assert.Same(serial, Assert.Single(context.FindPropertiesByName("serial")));
        Assert.Equal(("name", "agent-17"), (name.Name, name.Value));
    }

    [Fact]
    public void A_property_is_safe_from_changes_outside()
    {
        byte[] source = [1, 2];
        var property = AuthProperty.Create("p", source);
        source[0] = 9;
        property.ValueBytes[1] = 9;

        Assert.Equal([1, 2], property.ValueBytes);
    }

    private sealed class EmptyProbe : ProbeService.ProbeServiceBase;

    private sealed class EmptyBinder : ServiceBinderBase;

    private sealed class RecordingBinder : ServiceBinderBase
    {
        public List<string> Seen { get; } = [];

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) => Note(method, handler);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) => Note(method, handler);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) => Note(method, handler);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) => Note(method, handler);

        private void Note(IMethod method, Delegate? handler) =>
            Seen.Add($"{method.Type} {method.Name} {(handler is null ? "described" : "served")}");
    }
}
