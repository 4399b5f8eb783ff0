using Telecom.Hosting;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Retention;

/// <summary>Checks a report of consumed positions.</summary>
internal static class ConsumedPositions
{
    /// <summary>Requires positions of partitions that the log has, each once.</summary>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT with every wrong field.</exception>
    public static void Check(ReportConsumedRequest request, int partitions)
    {
        List<FieldViolation> violations = [];
        HashSet<uint> seen = [];
        for (int i = 0; i < request.Positions.Count && violations.Count < 100; i++)
        {
            ConsumedPosition position = request.Positions[i];
            if (position.Partition >= (uint)partitions)
            {
                violations.Add(new FieldViolation($"positions[{i}].partition", $"is {position.Partition}; allowed is 0 to {partitions - 1}", "OUT_OF_RANGE"));
            }
            else if (!seen.Add(position.Partition))
            {
                violations.Add(new FieldViolation($"positions[{i}].partition", $"{position.Partition} comes twice; allowed is each once", "REPEATED"));
            }

            if (position.Major < 0 || position.Minor < 0)
            {
                violations.Add(new FieldViolation(
                    $"positions[{i}]", $"is {position.Major}, {position.Minor}; allowed are numbers from 0", "OUT_OF_RANGE"));
            }
        }

        if (violations.Count > 0)
        {
            throw RpcFailure.Invalid(violations);
        }
    }
}
