using System.Globalization;

namespace Telecom.Contracts.Tests.Lint;

/// <summary>Random numbers whose seed stands in every failure: set TELECOM_SEED to replay it.</summary>
internal static class Seeds
{
    public static int Current { get; } = Environment.GetEnvironmentVariable("TELECOM_SEED") is { Length: > 0 } seed
        ? int.Parse(seed, CultureInfo.InvariantCulture)
        : Random.Shared.Next();

    /// <summary>Runs a property for many rounds; a failure names seed and round.</summary>
    public static void ForEach(int rounds, Action<Random> property)
    {
        for (int round = 0; round < rounds; round++)
        {
            try
            {
                property(new Random(unchecked((Current * 486187739) + round)));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"TELECOM_SEED={Current}, round {round}: {failure.Message}", failure);
            }
        }
    }
}
