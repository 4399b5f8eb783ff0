namespace Telecom.Gateway.Quotas;

/// <summary>What stands for the credential that a request presented, in memory only.</summary>
/// <param name="Sha256">SHA-256 of the headers and the client certificate's thumbprint, hexadecimal.</param>
internal sealed record PresentedCredential(string Sha256);
