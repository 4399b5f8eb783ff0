namespace Telecom.Gateway.Audit;

/// <summary>
/// Appends entries to the file of their day, each with the hash of the one before, and syncs. What could not be written whole is cut off
/// again, so that the file ends with an entry. Not safe for several threads.
/// </summary>
/// <param name="path">The folder; nothing is opened before the first entry.</param>
/// <param name="retentionDays">Days for which files are kept; 0 for ever.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class AuditFile(string path, int retentionDays, TimeProvider clock, ILogger logger) : IDisposable
{
    private AuditFolder? _folder;
    private AuditChainEnd? _end;
    private FileStream? _file;
    private DateOnly _day;
    private long _length;

    /// <summary>Appends the first of some entries, up to the end of their day, and syncs.</summary>
    /// <param name="entries">At least one, in their order.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="IOException">Nothing was written.</exception>
    /// <exception cref="UnauthorizedAccessException">Nothing was written.</exception>
    public int Append(ReadOnlySpan<AuditEntry> entries)
    {
        DateOnly day = DayOf(entries[0]);
        Open(day);
        using var bytes = new MemoryStream();
        AuditChainEnd end = _end!;
        int written = 0;
        for (; written < entries.Length && DayOf(entries[written]) <= _day; written++)
        {
            byte[] line = AuditLine.Encode(entries[written], end.Number + 1, end.Hash);
            end = AuditChainEnd.After(line, end.Number + 1);
            bytes.Write(line);
            bytes.WriteByte((byte)'\n');
        }

        try
        {
            _file!.Position = _length;
            _file.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
            _file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            CutOff();
            throw;
        }

        (_end, _length) = (end, _length + bytes.Length);
        return written;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _folder?.Dispose();
    }

    private static DateOnly DayOf(AuditEntry entry) => DateOnly.FromDateTime(entry.At.UtcDateTime);

    private void Open(DateOnly day)
    {
        _folder ??= AuditFolder.Open(path);
        if (_end is null)
        {
            Resume(_folder);
        }

        if (_file is not null && day <= _day)
        {
            return;
        }

        _file?.Dispose();
        _file = null;
        DateOnly opened = day > _day ? day : _day;
        FileStream file = AuditFolder.Create(_folder.FileOf(opened), FileShare.Read);
        (_file, _day) = (file, opened);
        AuditChainEnd? inFile = AuditChainEnd.Find(file, out _length);
        if (file.Length > _length)
        {
            Log.Torn(logger, file.Name, file.Length - _length);
            file.SetLength(_length);
        }

        _end = inFile ?? _end;
        if (retentionDays > 0)
        {
            _folder.DeleteBefore(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-retentionDays));
        }
    }

    /// <summary>
    /// Finds where the chain ended before this process, and on which day: when the clock was set back since, the entries go on in that
    /// day's file, since in an earlier one they would go on from an older end.
    /// </summary>
    private void Resume(AuditFolder folder)
    {
        string[] names = [.. folder.NewestFirst()];
        _day = names.Length > 0 ? AuditFolder.DayOf(names[0])!.Value : _day;
        foreach (string name in names)
        {
            using FileStream file = AuditFolder.Create(name, FileShare.ReadWrite);
            if (AuditChainEnd.Find(file, out _) is { } end)
            {
                _end = end;
                return;
            }
        }

        _end = AuditChainEnd.Nothing;
    }

    /// <summary>Leaves the file as it was before; if that fails too, it is done when the file is opened next.</summary>
    private void CutOff()
    {
        try
        {
            _file!.SetLength(_length);
        }
        catch (IOException exception)
        {
            Log.NotCutOff(logger, exception, _file!.Name);
        }

        _file!.Dispose();
        _file = null;
    }

    private static partial class Log
    {
        [LoggerMessage(5501, LogLevel.Warning, "Audit file {File} ended with {Bytes} bytes of an entry that was not written whole; they are cut off")]
        public static partial void Torn(ILogger logger, string file, long bytes);

        [LoggerMessage(5502, LogLevel.Warning, "Audit file {File} ends with an entry that was not written whole")]
        public static partial void NotCutOff(ILogger logger, Exception exception, string file);
    }
}
