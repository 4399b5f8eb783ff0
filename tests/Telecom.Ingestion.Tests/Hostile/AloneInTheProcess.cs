namespace Telecom.Ingestion.Tests.Hostile;

/// <summary>Tests that measure what the whole process holds: they run when all others have ended.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
