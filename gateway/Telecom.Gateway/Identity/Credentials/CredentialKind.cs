namespace Telecom.Gateway.Identity.Credentials;

/// <summary>How a caller proved who it is.</summary>
internal enum CredentialKind
{
    /// <summary>None was needed: the developer's own machine.</summary>
    Development,

    /// <summary>An API key.</summary>
    Key,

    /// <summary>A client certificate of an agent.</summary>
    Certificate,

    /// <summary>A token of the identity provider.</summary>
    Oidc,

    /// <summary>A cookie of a browser, which stands for a key or a token.</summary>
    Session,
}
