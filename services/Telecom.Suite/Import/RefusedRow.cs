namespace Telecom.Suite.Import;

/// <summary>A row that is not counted.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Reason">What is wrong with it and what is allowed.</param>
internal sealed record RefusedRow(long Line, string Reason);
