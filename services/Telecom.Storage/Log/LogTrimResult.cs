namespace Telecom.Storage.Log;

/// <summary>What a trim removed.</summary>
/// <param name="Records">Records; an engine that removes whole files counts what was in them.</param>
/// <param name="Bytes">Bytes of storage given back, as the engine knows them.</param>
/// <param name="Lanes">Forgotten lanes.</param>
public readonly record struct LogTrimResult(long Records, long Bytes, int Lanes);
