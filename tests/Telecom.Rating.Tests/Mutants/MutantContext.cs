using System.Reflection;
using System.Runtime.Loader;

namespace Telecom.Rating.Tests.Mutants;

/// <summary>A world of its own in which the domain is a mutant, and these tests and the domain's own run against it.</summary>
internal sealed class MutantContext(byte[] domain) : AssemblyLoadContext("mutant", isCollectible: true)
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(MutantContext).Assembly.Location)!;

    /// <summary>What the battery finds; null: the mutant survives.</summary>
    /// <param name="expected">What the slow rating says of the battery's cases.</param>
    /// <param name="seed">Seed of those cases.</param>
    /// <param name="withDomainTests">Whether the domain's own tests run too.</param>
    /// <param name="limit">Loops and calls of the mutated file after which it is stopped.</param>
    public string? Try(string[] expected, int seed, bool withDomainTests, long limit)
    {
        Type guard = LoadFromAssemblyName(new AssemblyName("Telecom.Sla.Domain")).GetType("Telecom.Mutated.Guard", throwOnError: true)!;
        guard.GetField("Limit")!.SetValue(null, limit);
        Assembly own = LoadFromAssemblyName(new AssemblyName("Telecom.Rating.Tests"));
        MethodInfo run = own.GetType(typeof(MutantBattery).FullName!, throwOnError: true)!.GetMethod(nameof(MutantBattery.Run))!;
        string? found = run.CreateDelegate<Func<string[], int, string?>>()(expected, seed);
        found ??= TestRun.Of(own, [".IncidentTests"], 8);
        if (found is null && withDomainTests)
        {
            found = TestRun.Of(LoadFromAssemblyName(new AssemblyName("Telecom.Sla.Domain.Tests")), [".Availability.", ".Time.TimeSet"], 50);
        }

        Ticks = (long)guard.GetField("Ticks")!.GetValue(null)!;
        return found;
    }

    /// <summary>Loops and calls that the guard counted.</summary>
    public long Ticks { get; private set; }

    protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name switch
    {
        "Telecom.Sla.Domain" => LoadFromStream(new MemoryStream(domain)),
        "Telecom.Rating.Tests" or "Telecom.Sla.Domain.Tests" => LoadFromStream(new MemoryStream(File.ReadAllBytes(Path.Combine(Folder, assemblyName.Name + ".dll")))),
        _ => null,
    };
}
