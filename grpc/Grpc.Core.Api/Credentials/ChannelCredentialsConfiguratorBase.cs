namespace Grpc.Core;

/// <summary>How a transport learns what channel credentials consist of. Transports derive from it, applications do not.</summary>
public abstract class ChannelCredentialsConfiguratorBase
{
    /// <summary>The channel is plain text.</summary>
    /// <param name="state">What the transport handed to <see cref="ChannelCredentials.InternalPopulateConfiguration"/>.</param>
    public abstract void SetInsecureCredentials(object state);

    /// <summary>The channel is secured by TLS.</summary>
    /// <param name="state">What the transport handed to <see cref="ChannelCredentials.InternalPopulateConfiguration"/>.</param>
    /// <param name="rootCertificates">Trusted roots as PEM, or null for those of the machine.</param>
    /// <param name="keyCertificatePair">The client's own certificate, or null.</param>
    /// <param name="verifyPeerCallback">A further check of the server, or null.</param>
    public abstract void SetSslCredentials(
        object state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback);

    /// <summary>The channel is secured, and its calls carry credentials.</summary>
    /// <param name="state">What the transport handed to <see cref="ChannelCredentials.InternalPopulateConfiguration"/>.</param>
    /// <param name="channelCredentials">The security of the channel.</param>
    /// <param name="callCredentials">What each call proves.</param>
    public abstract void SetCompositeCredentials(object state, ChannelCredentials channelCredentials, CallCredentials callCredentials);
}
