using Grpc.Core;

namespace Telecom.Grpc.Tests.Contracts;

public sealed class CredentialsTests
{
    private static readonly CallCredentials One = CallCredentials.FromInterceptor(Nothing);
    private static readonly CallCredentials Two = CallCredentials.FromInterceptor(Nothing);

    [Fact]
    public void Plain_and_TLS_credentials_tell_the_transport_what_they_are()
    {
        VerifyPeerCallback verify = _ => true;
        var pair = new KeyCertificatePair("chain", "key");

        Assert.Equal(["insecure"], Describe(ChannelCredentials.Insecure));
        Assert.Equal(["ssl -/-/-"], Describe(ChannelCredentials.SecureSsl));
        Assert.Equal(["ssl roots/-/-"], Describe(new SslCredentials("roots")));
        Assert.Equal(["ssl roots/chain+key/-"], Describe(new SslCredentials("roots", pair)));
        Assert.Equal(["ssl -/chain+key/verify"], Describe(new SslCredentials(null, pair, verify)));
        Assert.Same(ChannelCredentials.Insecure, ChannelCredentials.Insecure);
    }

    [Fact]
    public void Channel_and_call_credentials_compose_over_TLS() =>
        Assert.Equal(["channel SslCredentials with 2"], Describe(ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.Compose(One, Two))));

    [Fact]
    public void Call_credentials_never_go_over_plain_text()
    {
        Assert.Throws<ArgumentException>(() => ChannelCredentials.Create(ChannelCredentials.Insecure, One));
        var composite = ChannelCredentials.Create(ChannelCredentials.SecureSsl, One);
        Assert.Throws<ArgumentException>(() => ChannelCredentials.Create(composite, Two));
        Assert.Throws<ArgumentNullException>(() => ChannelCredentials.Create(null!, One));
        Assert.Throws<ArgumentNullException>(() => ChannelCredentials.Create(ChannelCredentials.SecureSsl, null!));
    }

    [Fact]
    public void Call_credentials_compose_in_order_and_nest()
    {
        var parts = new CallRecorder();
        var nested = CallCredentials.Compose(One, CallCredentials.Compose(Two, One));

        nested.InternalPopulateConfiguration(parts, "state");

        Assert.Equal([One, Two, One], parts.Flat(nested));
        Assert.Equal("state", parts.State);
    }

    [Fact]
    public void Composing_takes_two_or_more()
    {
        Assert.Throws<ArgumentException>(() => CallCredentials.Compose());
        Assert.Throws<ArgumentException>(() => CallCredentials.Compose(One));
        Assert.Throws<ArgumentNullException>(() => CallCredentials.FromInterceptor(null!));
    }

    [Fact]
    public void The_context_of_an_interceptor_names_service_and_method()
    {
        var context = new AuthInterceptorContext("https://sla.example/telecom.sla.v1.SlaService", "Watch");

        Assert.Equal("https://sla.example/telecom.sla.v1.SlaService", context.ServiceUrl);
        Assert.Equal("Watch", context.MethodName);
        Assert.Equal(CancellationToken.None, context.CancellationToken);
    }

    private static Task Nothing(AuthInterceptorContext context, Metadata metadata) => Task.CompletedTask;

    private static List<string> Describe(ChannelCredentials credentials)
    {
        var seen = new List<string>();
        credentials.InternalPopulateConfiguration(new ChannelRecorder(), seen);
        return seen;
    }

    private sealed class ChannelRecorder : ChannelCredentialsConfiguratorBase
    {
        public override void SetInsecureCredentials(object state) => Note(state, "insecure");

        public override void SetSslCredentials(
            object state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback)
        {
            var pair = keyCertificatePair is null ? "-" : $"{keyCertificatePair.CertificateChain}+{keyCertificatePair.PrivateKey}";
            Note(state, $"ssl {rootCertificates ?? "-"}/{pair}/{(verifyPeerCallback is null ? "-" : "verify")}");
        }

        public override void SetCompositeCredentials(object state, ChannelCredentials channelCredentials, CallCredentials callCredentials) =>
            Note(state, $"channel {channelCredentials.GetType().Name} with {new CallRecorder().Flat(callCredentials).Count}");

        private static void Note(object state, string words) => ((List<string>)state).Add(words);
    }

    private sealed class CallRecorder : CallCredentialsConfiguratorBase
    {
        private IReadOnlyList<CallCredentials>? _parts;

        public object? State { get; private set; }

        public List<CallCredentials> Flat(CallCredentials credentials)
        {
            _parts = null;
            credentials.InternalPopulateConfiguration(this, State);
            return _parts is { } parts ? [.. parts.SelectMany(Flat)] : [credentials];
        }

        public override void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials) =>
            (State, _parts) = (state, credentials);

        public override void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor) => State = state;
    }
}
