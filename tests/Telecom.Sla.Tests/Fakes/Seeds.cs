using Xunit.Abstractions;

namespace Telecom.Sla.Tests.Fakes;

/// <summary>Seeds of the properties: fixed ones, and a fresh one for every run, which is printed.</summary>
internal static class Seeds
{
    /// <summary>Number of fresh seeds of a run; TELECOM_SEEDS raises it for long runs.</summary>
    private static int Fresh => int.TryParse(Environment.GetEnvironmentVariable("TELECOM_SEEDS"), out int count) ? count : 3;

    public static IEnumerable<Random> Each(ITestOutputHelper output)
    {
        List<int> seeds = [1, 2, 3, 4, 5];
        for (int i = 0; i < Fresh; i++)
        {
            seeds.Add(Random.Shared.Next());
        }

        foreach (int seed in seeds)
        {
            output.WriteLine($"seed {seed}");
            yield return new Random(seed);
        }
    }
}
