namespace Telecom.Gateway.Api.Results;

/// <summary>Marks an operation whose answer says where what it created can be read.</summary>
internal sealed class StatesLocation;
