using Telecom.Catalog.V1;

namespace Telecom.Catalog.State;

/// <summary>A contract as it was last loaded.</summary>
/// <param name="Contract">The contract with its document; null when it was withdrawn.</param>
/// <param name="Version">Version of its stream.</param>
internal sealed record StoredContract(Contract? Contract, long Version);
