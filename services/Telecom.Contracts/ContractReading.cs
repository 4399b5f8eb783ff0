namespace Telecom.Contracts;

/// <summary>A reading that can be switched: some parameter has another value under another option.</summary>
/// <param name="Id">Id, for example "IP-R1".</param>
/// <param name="Clause">Clause that is read.</param>
/// <param name="Option">The option that the document chooses.</param>
/// <param name="Options">All options, the chosen one first.</param>
public sealed record ContractReading(string Id, string Clause, string Option, IReadOnlyList<string> Options);
