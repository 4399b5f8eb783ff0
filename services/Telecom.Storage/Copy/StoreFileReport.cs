namespace Telecom.Storage.Copy;

/// <summary>What was found in one file of the embedded engine.</summary>
/// <param name="File">Path of the file, relative to the folder that was given.</param>
/// <param name="Kind">What the file is: "sample log", "measurement store" or "event store".</param>
/// <param name="Bytes">Its size with its write-ahead log, in bytes.</param>
/// <param name="Content">What is in it, in a few words.</param>
/// <param name="Problems">What is wrong with it; empty when it is sound.</param>
public sealed record StoreFileReport(string File, string Kind, long Bytes, string Content, IReadOnlyList<string> Problems);
