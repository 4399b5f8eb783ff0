using Telecom.Catalog.V1;
using Telecom.Contracts;

namespace Telecom.Catalog.Contracts;

/// <summary>A contract as it is served and as it is read.</summary>
/// <param name="Contract">The contract with its bytes.</param>
/// <param name="Document">The same as data.</param>
internal sealed record LoadedContract(Contract Contract, ContractDocument Document);
