namespace Telecom.Storage.Tests.Support;

/// <summary>
/// What is surely on the disk, by the steps of a trace: bytes that were written before a sync began that succeeded, and written again
/// after one that failed, for a failed sync leaves them looking clean.
/// </summary>
public sealed class SyncedBytes
{
    private readonly Dictionary<string, List<(long From, long To)>> _unsynced = [];
    private readonly Dictionary<string, List<(long From, long To)>> _underSync = [];
    private readonly Dictionary<string, List<(long From, long To)>> _lost = [];

    /// <summary>Writes that became durable since <see cref="Acknowledge"/>.</summary>
    public int Durable { get; private set; }

    /// <summary>Syncs that failed.</summary>
    public int Failures { get; private set; }

    /// <summary>Takes a step in.</summary>
    public void Take(TracedStep step)
    {
        if (!step.File.EndsWith(".records", StringComparison.Ordinal))
        {
            // The index may be behind: it is made again from the records.
            return;
        }

        List<(long From, long To)> unsynced = Of(_unsynced, step.File);
        List<(long From, long To)> lost = Of(_lost, step.File);
        switch (step.Step)
        {
            case SyncStep.Written:
                unsynced.Add((step.Offset, step.Offset + step.Length));
                break;
            case SyncStep.SyncBegan:
                _underSync[step.File] = [.. unsynced];
                break;
            case SyncStep.SyncFailed:
                lost.AddRange(Of(_underSync, step.File));
                unsynced.RemoveAll(Of(_underSync, step.File).Contains);
                Failures++;
                break;
            case SyncStep.Synced:
                foreach ((long from, long to) in Of(_underSync, step.File))
                {
                    unsynced.Remove((from, to));
                    lost.RemoveAll(range => from <= range.From && range.To <= to);
                    Durable++;
                }

                break;
        }
    }

    /// <summary>What of the files is not surely on the disk; null when all of it is.</summary>
    public string? Doubt() =>
        _unsynced.Concat(_lost).Where(static file => file.Value.Count > 0).Select(static file => $"{file.Key}: {string.Join(", ", file.Value)}").FirstOrDefault();

    /// <summary>Counts anew from here.</summary>
    public void Acknowledge() => Durable = 0;

    private static List<(long From, long To)> Of(Dictionary<string, List<(long From, long To)>> files, string file) =>
        files.TryGetValue(file, out List<(long From, long To)>? found) ? found : files[file] = [];
}
