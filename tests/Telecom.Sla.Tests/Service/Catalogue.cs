using System.Security.Cryptography;
using Google.Protobuf;
using Telecom.Catalog.V1;

namespace Telecom.Sla.Tests.Service;

/// <summary>A catalogue of two customers under the real Infopromo contract.</summary>
internal static class Catalogue
{
    /// <summary>2026-11-01T00:00:00Z.</summary>
    public const long SubscriptionStart = Fakes.RandomBatches.Start;

    public const string Contract = "contracts/infopromo";

    public static CatalogSnapshot Snapshot(int circuits = 3, Action<CatalogSnapshot>? change = null)
    {
        CatalogSnapshot snapshot = new() { Revision = 1 };
        byte[] document = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "contracts", "infopromo.yaml"));
        snapshot.Contracts.Add(new Contract
        {
            Name = Contract,
            Title = "Infopromo",
            Provider = "Infopromo",
            Plans = { "standard", "premium", "enterprise" },
            Document = ByteString.CopyFrom(document),
            DocumentSha256 = ByteString.CopyFrom(SHA256.HashData(document)),
        });
        foreach (string customer in new[] { "acme", "borealis" })
        {
            AddCustomer(snapshot, customer, circuits);
        }

        change?.Invoke(snapshot);
        return snapshot;
    }

    private static void AddCustomer(CatalogSnapshot snapshot, string customer, int circuits)
    {
        string name = $"customers/{customer}";
        snapshot.Customers.Add(new Customer { Name = name, DisplayName = customer });
        string subscription = $"{name}/subscriptions/main";
        snapshot.Subscriptions.Add(new Subscription { Name = subscription, Contract = Contract, Plan = "premium", StartTimeUs = SubscriptionStart });
        for (int i = 0; i < circuits; i++)
        {
            snapshot.Circuits.Add(new Circuit { Name = $"{name}/circuits/line-{i}", DisplayName = "Line", Subscription = subscription, Region = "europe" });
            snapshot.Agents.Add(new Agent { Name = $"{name}/agents/probe-{i}", DisplayName = $"Probe {i}" });
        }
    }
}
