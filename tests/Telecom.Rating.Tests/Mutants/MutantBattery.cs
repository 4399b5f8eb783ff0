using Telecom.Rating.Tests.Drawn;
using Telecom.Rating.Tests.Oracle;
using Telecom.Sla.Domain.Statements;

namespace Telecom.Rating.Tests.Mutants;

/// <summary>A few hundred drawn cases against the answers that the slow rating gave once. Called in the world of a mutant.</summary>
public static class MutantBattery
{
    /// <summary>Cases of the battery.</summary>
    public const int Cases = 300;

    /// <summary>The first difference; null: none.</summary>
    public static string? Run(string[] expected, int seed)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            try
            {
                RatedCase drawn = Draw(seed, i);
                string actual = Answer.Of(StatementRater.Rate(drawn.Agreement, drawn.Facts));
                if (actual != expected[i])
                {
                    return $"case {i}: {Answer.Difference(expected[i], actual)}";
                }
            }
            catch (Exception failure)
            {
                return $"case {i}: {failure.GetType().Name}";
            }
        }

        return null;
    }

    /// <summary>What the slow rating says of the cases.</summary>
    public static string[] Expected(int seed) => [.. Enumerable.Range(0, Cases).Select(i => Draw(seed, i)).Select(drawn => SlowRating.Rate(drawn.Agreement, drawn.Facts, everySecond: false))];

    private static RatedCase Draw(int seed, int index) => CaseDraw.Short(new Random(unchecked(seed + (index * 7919))), (Shape)(index % 5));
}
