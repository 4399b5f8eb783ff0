using Xunit.Abstractions;

namespace Telecom.Simulation.Tests;

/// <summary>A simulation that finds nothing must be able to find something.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    /// <summary>Within so many seeds each planted defect is found.</summary>
    private const int Within = 4_000;

    /// <summary>All but one that shows in a world of some ten thousands only, which <see cref="NamedWorldTests"/> has.</summary>
    public static TheoryData<PlantedBug> Bugs => [.. Enum.GetValues<PlantedBug>().Where(b => b is not (PlantedBug.None or PlantedBug.UnboundReads))];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_planted_defect_is_found(PlantedBug bug)
    {
        IReadOnlyList<SeedRun> runs = SeedRun.Many(Proofs.Seed, Within, bug);
        SeedRun? found = runs.FirstOrDefault(r => r.Failure is not null);
        Assert.True(found is not null, $"{bug} is not found within {Within} seeds from {Proofs.Seed}");
        output.WriteLine($"{bug}: found by seed {found.Seed} after {runs.Count}: {found.Failure!.Message}");
    }
}
