using Telecom.Ingestion.V1;

namespace Telecom.Simulation.Tests.Model;

/// <summary>A batch in a spool: what is sent, and which of its samples must be counted.</summary>
/// <param name="Message">What is sent, with every handle declared.</param>
/// <param name="Good">The samples that every check must let pass.</param>
/// <param name="Bad">Samples that must be refused.</param>
/// <param name="TooLate">The samples are older than minute retention: stored, counted as too late, never folded.</param>
internal sealed record SimBatch(SampleBatch Message, IReadOnlyList<SimSample> Good, int Bad, bool TooLate)
{
    public bool Sent { get; set; }
}
