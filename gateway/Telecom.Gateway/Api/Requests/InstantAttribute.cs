namespace Telecom.Gateway.Api.Requests;

/// <summary>Marks a text of a request that is an instant (<see cref="Instants"/>).</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class InstantAttribute : Attribute;
