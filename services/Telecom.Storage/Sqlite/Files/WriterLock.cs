using System.Globalization;

namespace Telecom.Storage.Sqlite.Files;

/// <summary>
/// The right to write a store: an exclusively opened file. The system gives it back when the process ends, however it ends. The
/// holder's process id stands in a file beside it, for the message to whoever comes second; the locked file itself cannot be read.
/// </summary>
internal sealed class WriterLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _holder;
    private bool _given;

    private WriterLock(FileStream file, string holder)
    {
        _file = file;
        _holder = holder;
    }

    /// <summary>Takes the lock.</summary>
    /// <param name="path">The lock's file, in the store's folder, with the extension ".lock".</param>
    /// <exception cref="StoreFileException">Somebody else has it.</exception>
    public static WriterLock Take(string path)
    {
        string holder = Path.ChangeExtension(path, ".pid");
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new StoreFileException(
                path,
                StoreFileProblem.InUse,
                $"The store of '{path}' is being written by process {ReadHolder(holder)}; exactly one process may write it. Stop that one, or give this one a folder of its own.",
                e);
        }

        try
        {
            File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new WriterLock(file, holder);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Gives the right back, once: what lies there afterwards is the next holder's.</summary>
    public void Dispose()
    {
        if (_given)
        {
            return;
        }

        _given = true;
        try
        {
            File.Delete(_holder);
        }
        catch (IOException)
        {
            // It only serves a message; the lock is what counts.
        }

        _file.Dispose();
    }

    private static string ReadHolder(string holder)
    {
        try
        {
            return File.ReadAllText(holder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "(unknown)";
        }
    }
}
