using System.Security.Cryptography;
using Google.Protobuf;
using Telecom.Catalog.V1;

namespace Telecom.Support.Tests.Fixtures;

/// <summary>A catalogue with two customers on the real Infopromo agreement.</summary>
internal static class Catalogue
{
    public const string Contract = "contracts/infopromo-communications";

    public static CatalogSnapshot Snapshot()
    {
        byte[] document = File.ReadAllBytes(Path.Combine(ContractsFolder(), "infopromo.yaml"));
        return new CatalogSnapshot
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
                new Circuit { Name = "customers/globex/circuits/south", Subscription = "customers/globex/subscriptions/main" },
            },
            Contracts =
            {
                new Contract
                {
                    Name = Contract,
                    Document = ByteString.CopyFrom(document),
                    DocumentSha256 = ByteString.CopyFrom(SHA256.HashData(document)),
                },
            },
        };
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
