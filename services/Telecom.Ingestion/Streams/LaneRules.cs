using Google.Protobuf;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;

namespace Telecom.Ingestion.Streams;

/// <summary>What may name a producer lane, in Hello and in a single call alike.</summary>
internal static class LaneRules
{
    /// <summary>Most characters of the agent's software.</summary>
    public const int MaxSoftwareChars = 128;

    /// <summary>Checks the fields that name a lane.</summary>
    /// <param name="violations">Receives every wrong field.</param>
    /// <param name="prefix">Path of the fields, "hello." or nothing.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="agent">Resource name of the agent.</param>
    /// <param name="spoolEpoch">The spool's 16 bytes.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="maxLanes">Most lanes of an agent.</param>
    public static ProducerLane Check(
        List<FieldViolation> violations, string prefix, Caller caller, string agent, ByteString spoolEpoch, uint lane, int maxLanes)
    {
        if (!ResourceName.TryParse(agent, "agents", out _))
        {
            violations.Add(Caller.NameViolation(agent, "agents", $"{prefix}agent"));
        }
        else if (agent != caller.Agent)
        {
            // By the caller's own identity alone: nothing is said about whether the named agent exists.
            violations.Add(new FieldViolation(
                $"{prefix}agent", $"\"{agent}\" is not the authenticated agent; allowed is \"{caller.Agent}\"", "NOT_THE_CALLER"));
        }

        if (!SpoolEpoch.TryRead(spoolEpoch.Span, out SpoolEpoch epoch))
        {
            violations.Add(new FieldViolation(
                $"{prefix}spool_epoch",
                spoolEpoch.Length == SpoolEpoch.Length
                    ? "all 16 bytes are zero; they must be random"
                    : $"has {spoolEpoch.Length} bytes; allowed are 16, not all zero",
                "MALFORMED_EPOCH"));
        }

        if (lane >= (uint)maxLanes)
        {
            violations.Add(new FieldViolation($"{prefix}lane", $"is {lane}; allowed is 0 to {maxLanes - 1}", "OUT_OF_RANGE"));
        }

        return new ProducerLane(agent, epoch, lane);
    }

    /// <summary>Checks the name of the agent's software, which goes to the logs.</summary>
    public static void CheckSoftware(List<FieldViolation> violations, string software)
    {
        if (software.Length > MaxSoftwareChars)
        {
            violations.Add(new FieldViolation("hello.software", $"has {software.Length} characters; allowed are {MaxSoftwareChars}", "TOO_LONG"));
        }
        else if (software.Any(char.IsControl))
        {
            violations.Add(new FieldViolation("hello.software", "has control characters; allowed are printable ones", "MALFORMED_TEXT"));
        }
    }
}
