namespace Telecom.Gateway.Audit;

/// <summary>The resource that an answer says is not there; a feature of the request, for answers of which that cannot be read afterwards.</summary>
/// <param name="Name">As in the error: a resource name, or what stands for one.</param>
internal sealed record NamedResource(string Name);
