using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Facts;

namespace Telecom.Contracts.Evidence;

/// <summary>An evidence document: what happened, and under which plan and readings it is to be rated.</summary>
/// <param name="Plan">Id of the plan; null when none is named.</param>
/// <param name="Readings">Option by id of a reading, for example "IP-R1" and "floor"; a reading that is absent is the contract's.</param>
/// <param name="Facts">What happened.</param>
public sealed record EvidenceDocument(string? Plan, IReadOnlyDictionary<string, string> Readings, RatingFacts Facts)
{
    /// <summary>Where it was read from, so that later checks can name a line; null when it was not read from a file.</summary>
    internal EvidenceSource? Source { get; init; }

    /// <summary>An error at a path of the form, for example "outages[0].cause", at the line that it came from; the empty path is the whole document.</summary>
    internal ContractError Error(string path, string message)
    {
        if (Source is not { } source)
        {
            return new ContractError("evidence", 1, 1, path, message);
        }

        YamlNode node = source.Find(path);
        return new ContractError(source.File, node.Line, node.Column, source.PathOf(path), message);
    }
}
