using System.Security.Cryptography;
using Google.Protobuf;
using Telecom.Catalog.V1;

namespace Telecom.Benchmarks.Load;

/// <summary>The customer that the load is made for: circuits and agents, all declared before the service starts.</summary>
/// <param name="Circuits">How many circuits, at least 1.</param>
/// <param name="Agents">How many agents, at least 1.</param>
/// <param name="ContractFile">File of the contract that all circuits are rated by; null when nothing is rated.</param>
internal sealed record Population(int Circuits, int Agents = 1, string? ContractFile = null)
{
    /// <summary>Id of the customer.</summary>
    public const string CustomerId = "bench";

    /// <summary>Resource name of the customer.</summary>
    public const string Customer = "customers/" + CustomerId;

    private const string Subscription = Customer + "/subscriptions/main";
    private const string Plan = "premium";

    /// <summary>Resource name of a circuit, from 0.</summary>
    public static string Circuit(int index) => $"{Customer}/circuits/c{index}";

    /// <summary>Resource name of an agent, from 0.</summary>
    public static string Agent(int index) => $"{Customer}/agents/a{index}";

    /// <summary>
    /// The catalogue as ingestion and measurement keep it on disk: with it they start and work while the catalogue is away, so that a
    /// hundred thousand circuits need no catalogue process beside them.
    /// </summary>
    public CatalogSnapshot Snapshot()
    {
        var snapshot = new CatalogSnapshot { Revision = 1, Customers = { new Customer { Name = Customer, DisplayName = "Benchmark", CreateTimeUs = 1 } } };
        string subscription = ContractFile is null ? "" : Subscription;
        snapshot.Circuits.AddRange(Enumerable.Range(0, Circuits).Select(i =>
            new Circuit { Name = Circuit(i), DisplayName = "circuit", Subscription = subscription, CreateTimeUs = 1 }));
        snapshot.Agents.AddRange(Enumerable.Range(0, Agents).Select(i => new Agent { Name = Agent(i), DisplayName = "generator", CreateTimeUs = 1 }));
        if (ContractFile is not null)
        {
            byte[] document = File.ReadAllBytes(ContractFile);
            string name = "contracts/" + Path.GetFileNameWithoutExtension(ContractFile);
            snapshot.Contracts.Add(new Contract
            {
                Name = name,
                Title = name,
                Provider = "Benchmark",
                Plans = { Plan },
                Document = ByteString.CopyFrom(document),
                DocumentSha256 = ByteString.CopyFrom(SHA256.HashData(document)),
            });
            snapshot.Subscriptions.Add(new Subscription { Name = subscription, Contract = name, Plan = Plan, StartTimeUs = 1, CreateTimeUs = 1 });
        }

        return snapshot;
    }
}
