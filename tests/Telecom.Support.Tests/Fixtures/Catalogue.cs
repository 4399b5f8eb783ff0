using System.Security.Cryptography;
using Google.Protobuf;
using Telecom.Catalog.V1;

namespace Telecom.Support.Tests.Fixtures;

/// <summary>A catalogue with two customers on the real Infopromo agreement, one of them on the other four as well.</summary>
internal static class Catalogue
{
    public const string Contract = "contracts/infopromo-communications";

    /// <summary>The other four agreements, each with its one plan, by the id of acme's subscription to it.</summary>
    public static IReadOnlyDictionary<string, (string Contract, string Plan)> Others { get; } = new Dictionary<string, (string, string)>
    {
        ["omniful"] = ("contracts/omniful", "saas"),
        ["justlogin"] = ("contracts/justlogin", "payroll"),
        ["justopex"] = ("contracts/justopex", "portal"),
        ["tagoio"] = ("contracts/tagoio", "middleware"),
    };

    public static CatalogSnapshot Snapshot()
    {
        var snapshot = new CatalogSnapshot
        {
            Revision = 1,
            Customers = { new Customer { Name = "customers/acme" }, new Customer { Name = "customers/globex" } },
            Subscriptions =
            {
                new Subscription { Name = "customers/acme/subscriptions/main", Contract = Contract, Plan = "premium" },
                new Subscription { Name = "customers/acme/subscriptions/lost", Contract = "contracts/nowhere", Plan = "premium" },
                new Subscription { Name = "customers/globex/subscriptions/main", Contract = Contract, Plan = "standard" },
            },
            Circuits =
            {
                new Circuit { Name = "customers/acme/circuits/north", Subscription = "customers/acme/subscriptions/main" },
                new Circuit { Name = "customers/acme/circuits/west", Subscription = "customers/acme/subscriptions/main" },
                new Circuit { Name = "customers/globex/circuits/south", Subscription = "customers/globex/subscriptions/main" },
            },
            Contracts = { Document(Contract, File.ReadAllText(Path.Combine(ContractsFolder(), "infopromo.yaml"))) },
        };
        foreach ((string id, (string contract, string plan)) in Others)
        {
            snapshot.Subscriptions.Add(new Subscription { Name = $"customers/acme/subscriptions/{id}", Contract = contract, Plan = plan });
            snapshot.Contracts.Add(Document(contract, File.ReadAllText(Path.Combine(ContractsFolder(), $"{id}.yaml"))));
        }

        return snapshot;
    }

    /// <summary>A contract of the catalogue with a document.</summary>
    public static Contract Document(string name, string text)
    {
        byte[] document = System.Text.Encoding.UTF8.GetBytes(text);
        return new Contract { Name = name, Document = ByteString.CopyFrom(document), DocumentSha256 = ByteString.CopyFrom(SHA256.HashData(document)) };
    }

    public static string ContractsFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "contracts");
            if (File.Exists(Path.Combine(candidate, "infopromo.yaml")))
            {
                return candidate;
            }
        }

        string here = Path.GetDirectoryName(SourceFile()) ?? "";
        return Path.GetFullPath(Path.Combine(here, "..", "..", "..", "contracts"));
    }

    /// <summary>The binary may lie outside of the repository; the source never does.</summary>
    private static string SourceFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
