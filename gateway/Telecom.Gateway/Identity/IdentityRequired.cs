namespace Telecom.Gateway.Identity;

/// <summary>Marks an endpoint that nobody reaches without an identity.</summary>
internal sealed class IdentityRequired;
