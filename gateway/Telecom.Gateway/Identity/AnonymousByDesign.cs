namespace Telecom.Gateway.Identity;

/// <summary>Marks an endpoint that anybody may reach. Every endpoint has either this or <see cref="IdentityRequired"/>; a test looks.</summary>
/// <param name="Why">Why that is right.</param>
internal sealed record AnonymousByDesign(string Why);
