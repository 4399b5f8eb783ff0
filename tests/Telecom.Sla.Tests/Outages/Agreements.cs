using System.Security.Cryptography;
using Google.Protobuf;
using Telecom.Catalog.V1;
using Telecom.Sla.Tests.Service;

namespace Telecom.Sla.Tests.Outages;

/// <summary>The catalogue with one more customer for each of the other real agreements.</summary>
internal static class Agreements
{
    /// <summary>Plans by contract.</summary>
    private static readonly (string Contract, string Plan)[] Others =
        [("justlogin", "payroll"), ("omniful", "saas"), ("tagoio", ""), ("justopex", "")];

    /// <summary>Customers acme and borealis under Infopromo, and a customer "at-{contract}" with a circuit "line-0" for each other one.</summary>
    public static CatalogSnapshot Snapshot() => Catalogue.Snapshot(change: snapshot =>
    {
        foreach ((string contract, string plan) in Others)
        {
            byte[] document = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "contracts", $"{contract}.yaml"));
            string[] plans = [.. Contracts.ContractLoader.Load(document, contract).Document!.Newest.Plans.Select(known => known.Id)];
            snapshot.Contracts.Add(new Contract
            {
                Name = $"contracts/{contract}",
                Title = contract,
                Provider = contract,
                Plans = { plans },
                Document = ByteString.CopyFrom(document),
                DocumentSha256 = ByteString.CopyFrom(SHA256.HashData(document)),
            });
            string customer = $"customers/at-{contract}";
            snapshot.Customers.Add(new Customer { Name = customer, DisplayName = contract });
            snapshot.Subscriptions.Add(new Subscription
            {
                Name = $"{customer}/subscriptions/main",
                Contract = $"contracts/{contract}",
                Plan = plan.Length > 0 ? plan : plans[0],
                StartTimeUs = Catalogue.SubscriptionStart,
            });
            snapshot.Circuits.Add(new Circuit { Name = $"{customer}/circuits/line-0", DisplayName = "Line", Subscription = $"{customer}/subscriptions/main" });
            snapshot.Agents.Add(new Agent { Name = $"{customer}/agents/probe-0", DisplayName = "Probe" });
        }
    });
}
