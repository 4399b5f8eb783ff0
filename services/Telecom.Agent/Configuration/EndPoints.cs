namespace Telecom.Agent.Configuration;

/// <summary>Addresses with ports as text.</summary>
internal static class EndPoints
{
    /// <summary>True when a text that parses as an end point names a port; the framework takes a missing one for 0.</summary>
    public static bool NamesPort(string text) => text.LastIndexOf(':') > text.LastIndexOf(']') && (text.Contains(']', StringComparison.Ordinal) || text.Count(c => c == ':') == 1);
}
