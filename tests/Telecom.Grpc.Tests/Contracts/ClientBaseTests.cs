using Grpc.Core;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Contracts;

public sealed class ClientBaseTests
{
    private readonly RecordingInvoker _transport = new();

    [Fact]
    public void A_client_calls_without_a_host_unless_it_has_one()
    {
        var client = new TestClient(_transport);
        var hosted = client.WithHost("sla.example");

        client.Call();
        hosted.Call();
        hosted.WithHost("other.example").Call();
        client.Call();

        Assert.Equal([null, "sla.example", "other.example", null], _transport.Calls.Select(call => call.Host));
        Assert.Throws<ArgumentNullException>(() => client.WithHost(null!));
    }

    [Fact]
    public void A_client_is_made_over_a_channel_too()
    {
        new TestClient(new RecordingChannel(_transport)).Call();

        Assert.Single(_transport.Calls);
        Assert.Throws<ArgumentNullException>(() => new TestClient((ChannelBase)null!));
        Assert.Throws<ArgumentNullException>(() => new TestClient((CallInvoker)null!));
    }

    [Fact]
    public void A_test_double_without_a_channel_says_so_when_it_is_called()
    {
        var error = Assert.Throws<NotImplementedException>(() => new DoubleOfGenerated().Echo(new EchoRequest()));

        Assert.Contains("/telecom.testing.v1.ProbeService/Echo", error.Message, StringComparison.Ordinal);
        Assert.Throws<NotImplementedException>(() => new DoubleOfGenerated().Chat());
    }

    [Fact]
    public void A_lite_client_calls_its_invoker()
    {
        new TestLiteClient(_transport).Call();
        new TestLiteClient(new RecordingChannel(_transport)).Call();

        Assert.Equal(2, _transport.Calls.Count);
        Assert.Throws<NotImplementedException>(new TestLiteClient().Call);
    }

    [Fact]
    public async Task A_channel_that_needs_no_ending_shuts_down_at_once()
    {
        var channel = new RecordingChannel(_transport);

        await channel.ShutdownAsync();

        Assert.Equal("recording", channel.Target);
    }

    private sealed class DoubleOfGenerated : ProbeService.ProbeServiceClient;

    private sealed class TestClient : ClientBase<TestClient>
    {
        public TestClient(CallInvoker invoker)
            : base(invoker)
        {
        }

        public TestClient(ChannelBase channel)
            : base(channel)
        {
        }

        private TestClient(ClientBaseConfiguration configuration)
            : base(configuration)
        {
        }

        public void Call() => CallInvoker.BlockingUnaryCall(RecordingInvoker.Method, null, default, "r");

        protected override TestClient NewInstance(ClientBaseConfiguration configuration) => new(configuration);
    }

    private sealed class TestLiteClient : LiteClientBase
    {
        public TestLiteClient()
        {
        }

        public TestLiteClient(CallInvoker invoker)
            : base(invoker)
        {
        }

        public TestLiteClient(ChannelBase channel)
            : base(channel)
        {
        }

        public void Call() => CallInvoker.BlockingUnaryCall(RecordingInvoker.Method, null, default, "r");
    }
}
