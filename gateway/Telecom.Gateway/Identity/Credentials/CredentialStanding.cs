namespace Telecom.Gateway.Identity.Credentials;

/// <summary>What became of a credential that was good.</summary>
internal enum CredentialStanding
{
    /// <summary>It is still good.</summary>
    Good,

    /// <summary>It expired, was revoked, or its agent was disabled.</summary>
    Refused,

    /// <summary>Nobody could say: who knows does not answer.</summary>
    Unknown,
}
