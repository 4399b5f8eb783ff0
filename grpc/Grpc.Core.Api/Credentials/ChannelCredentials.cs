namespace Grpc.Core;

/// <summary>How a channel is secured, and what every call over it proves about its caller.</summary>
public abstract class ChannelCredentials
{
    /// <summary>No security: plain text, for loopback and for networks that are secured otherwise.</summary>
    public static ChannelCredentials Insecure { get; } = new Plain();

    /// <summary>TLS with the trust roots of the machine.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    internal virtual bool IsComposable => false;

    /// <summary>Channel security with call credentials that go with every call over the channel.</summary>
    /// <param name="channelCredentials">TLS credentials.</param>
    /// <param name="callCredentials">What each call proves.</param>
    /// <exception cref="ArgumentException">The channel is not secured by TLS, so that credentials would go out readable.</exception>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials)
    {
        ArgumentNullException.ThrowIfNull(channelCredentials);
        ArgumentNullException.ThrowIfNull(callCredentials);
        return channelCredentials.IsComposable
            ? new Composite(channelCredentials, callCredentials)
            : throw new ArgumentException(
                $"Call credentials need a channel secured by TLS, such as SslCredentials; these are {channelCredentials.GetType().Name}.",
                nameof(channelCredentials));
    }

    /// <summary>Tells a transport what these credentials are. Transports call it, applications do not.</summary>
    /// <param name="configurator">Where to tell.</param>
    /// <param name="state">Handed through to the configurator.</param>
    public abstract void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state);

    private sealed class Plain : ChannelCredentials
    {
        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state) =>
            configurator.SetInsecureCredentials(state);
    }

    private sealed class Composite(ChannelCredentials channel, CallCredentials call) : ChannelCredentials
    {
        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state) =>
            configurator.SetCompositeCredentials(state, channel, call);
    }
}
