using System.Globalization;

namespace Telecom.Ingestion.Tests.Support;

/// <summary>Random numbers whose seed stands in every failure: TELECOM_SEED repeats it, TELECOM_PROOFS=full does more rounds.</summary>
internal static class Seeds
{
    public static int Current { get; } =
        uint.TryParse(Environment.GetEnvironmentVariable("TELECOM_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out uint seed)
            ? (int)(seed & int.MaxValue)
            : Random.Shared.Next();

    public static bool Full { get; } = Environment.GetEnvironmentVariable("TELECOM_PROOFS") == "full";

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
