namespace Telecom.Storage.Copy;

/// <summary>A content key as it is copied.</summary>
/// <param name="Agent">Resource name of the agent that it belongs to.</param>
/// <param name="Key">The key.</param>
/// <param name="AppendedMs">When it was appended last, milliseconds since the Unix epoch.</param>
internal readonly record struct CopiedKey(string Agent, UInt128 Key, long AppendedMs);
