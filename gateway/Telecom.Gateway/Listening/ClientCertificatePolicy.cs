namespace Telecom.Gateway.Listening;

/// <summary>What the TLS port wants of its clients.</summary>
internal enum ClientCertificatePolicy
{
    /// <summary>No certificate is asked for.</summary>
    None,

    /// <summary>A client may show a certificate. A wrong one ends the handshake: a client that believes to be known must not go on unknown.</summary>
    Allow,

    /// <summary>A client without a right certificate gets no connection.</summary>
    Require,
}
