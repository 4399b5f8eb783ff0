using Telecom.Sla.Domain.Names;

namespace Telecom.Sla.Outages;

/// <summary>
/// Names of the streams. All outages of a circuit share one, so that its expected version keeps two processes from recording the same
/// outage twice; an exclusion and a claim each have their own, which bears their resource name.
/// </summary>
internal static class FactStreams
{
    /// <summary>How far the support feed was followed.</summary>
    public const string SupportFollower = "provider/followers/support-cases";

    private const string OutagesEnd = "/outages";

    /// <summary>The stream of a circuit.</summary>
    public static string OfCircuit(string circuit) => circuit + OutagesEnd;

    /// <summary>The circuit of a stream; null when it is no such stream.</summary>
    public static string? CircuitOf(string stream) =>
        stream.EndsWith(OutagesEnd, StringComparison.Ordinal) && ResourceName.TryParse(stream[..^OutagesEnd.Length], "circuits", out _)
            ? stream[..^OutagesEnd.Length]
            : null;

    /// <summary>True when the stream is a resource of a collection.</summary>
    public static bool IsOf(string stream, string collection) => ResourceName.TryParse(stream, collection, out _);
}
