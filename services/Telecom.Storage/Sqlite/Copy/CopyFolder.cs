using System.Text;
using Telecom.Storage.Copy;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Copy;

/// <summary>A data folder that a copy is made in: its journal, and the folder where it lies until it is whole.</summary>
/// <param name="data">The data folder.</param>
internal sealed class CopyFolder(string data)
{
    private const string JournalName = "copy.json";
    private const string UnfinishedName = "copying";

    /// <summary>The data folder.</summary>
    public string Data { get; } = data;

    /// <summary>Where the copy lies until it is whole.</summary>
    public string Unfinished { get; } = Path.Combine(data, UnfinishedName);

    private string JournalFile => Path.Combine(Data, JournalName);

    /// <summary>Reads the journal; null when there is none.</summary>
    public async ValueTask<CopyJournal?> ReadJournalAsync(CancellationToken cancellationToken) =>
        File.Exists(JournalFile) ? CopyJournal.Read(await File.ReadAllTextAsync(JournalFile, cancellationToken), $"'{JournalFile}'") : null;

    /// <summary>Writes the journal, durably, whole or not at all.</summary>
    public void WriteJournal(CopyJournal journal)
    {
        string unfinished = JournalFile + ".new";
        using (FileStream stream = new(unfinished, FileMode.Create))
        {
            stream.Write(Encoding.UTF8.GetBytes(journal.ToText()));
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, JournalFile, overwrite: true);
        FolderSync.Sync(Data);
    }

    /// <summary>Moves a whole copy to where services find it; goes on with a move that was interrupted.</summary>
    public void Finish()
    {
        if (!Directory.Exists(Unfinished))
        {
            return;
        }

        foreach (string folder in Directory.EnumerateDirectories(Unfinished).ToArray())
        {
            string final = Path.Combine(Data, Path.GetFileName(folder));
            FolderSync.Create(final);
            foreach (string file in Directory.EnumerateFiles(folder).ToArray())
            {
                if (Path.GetExtension(file) is ".lock" or ".pid")
                {
                    File.Delete(file);
                    continue;
                }

                File.Move(file, Path.Combine(final, Path.GetFileName(file)), overwrite: false);
            }

            FolderSync.Sync(final);
        }

        Directory.Delete(Unfinished, recursive: true);
        FolderSync.Sync(Data);
    }
}
