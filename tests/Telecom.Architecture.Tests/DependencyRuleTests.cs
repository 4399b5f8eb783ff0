using System.Xml.Linq;

namespace Telecom.Architecture.Tests;

/// <summary>The dependency rule of docs/architecture.md: which project may reference which.</summary>
public sealed class DependencyRuleTests
{
    private const string Protos = "Telecom.Protos";
    private const string Domain = "Telecom.Sla.Domain";
    private const string Contracts = "Telecom.Contracts";
    private const string Storage = "Telecom.Storage";
    private const string Hosting = "Telecom.Hosting";
    private static readonly string[] ServiceRule = [Domain, Contracts, Protos, Storage, Hosting];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Grpc.Core.Api"] = [],
        ["Grpc.Net.Common"] = ["Grpc.Core.Api"],
        [Protos] = [],
        [Domain] = [],
        [Contracts] = [Domain, Protos],
        [Storage] = [Domain],
        [Hosting] = [Protos, Domain],
        ["Telecom.Catalog"] = ServiceRule,
        ["Telecom.Ingestion"] = ServiceRule,
        ["Telecom.Sla"] = ServiceRule,
        ["Telecom.Support"] = ServiceRule,
        ["Telecom.Agent"] = [Protos, Domain],
        ["Telecom.Gateway"] = [Protos, Hosting],
        ["Telecom.LoadGenerator"] = [Protos, Domain, Hosting],

        // It measures them from inside and starts them as processes; nothing references it but the suite's build order.
        ["Telecom.Benchmarks"] = [Protos, Domain, Hosting, Storage, "Telecom.Ingestion", "Telecom.Sla", "Telecom.Support"],
        ["Telecom.Suite"] = ["Telecom.Catalog", "Telecom.Ingestion", "Telecom.Sla", "Telecom.Support", "Telecom.Agent", "Telecom.Gateway", "Telecom.LoadGenerator", "Telecom.Benchmarks", .. ServiceRule],
    };

    public static TheoryData<string> ProductionProjects =>
        [.. Repository.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal) && !f.StartsWith("tests/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(ProductionProjects))]
    public void A_project_references_only_what_the_dependency_rule_allows(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        Assert.True(Allowed.TryGetValue(name, out string[]? allowed), $"{path} is not in the dependency rule; a new project needs an entry here and in docs/architecture.md");
        string[] references = [.. XDocument.Parse(Repository.Read(path)).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))];
        Assert.Empty(references.Except(allowed!));
    }

    [Fact]
    public void The_domain_uses_no_package_but_NodaTime()
    {
        string[] packages = [.. XDocument.Parse(Repository.Read("services/Telecom.Sla.Domain/Telecom.Sla.Domain.csproj")).Descendants("PackageReference")
            .Select(r => r.Attribute("Include")!.Value)];
        Assert.Equal(["NodaTime"], packages);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.Read("Telecom.sln").Replace('\\', '/');
        string[] missing = [.. Repository.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal) && !solution.Contains($"\"{f}\"", StringComparison.Ordinal))];
        Assert.Empty(missing);
    }
}
