using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Telecom.Agent.Spooling;

/// <summary>
/// The samples that the server refused for good, one JSON object a line, for operators. Lines count once the cursor that covers them is in
/// place; lines beyond it come from a crash and are written over, because the same refusals are then heard again. An operator may move the file
/// away at any time.
/// </summary>
internal sealed class RejectedFile
{
    /// <summary>Name of the file in the spool's folder.</summary>
    public const string FileName = "rejected.jsonl";

    private readonly string _path;
    private readonly SpoolOptions _options;
    private long _committed;

    /// <summary>Opens the file of a spool.</summary>
    /// <param name="options">Folder and limit.</param>
    /// <param name="committed">Bytes that count by the cursor; null when there is no cursor: then all do.</param>
    public RejectedFile(SpoolOptions options, long? committed)
    {
        _options = options;
        _path = Path.Combine(options.Directory, FileName);
        long length = File.Exists(_path) ? new FileInfo(_path).Length : 0;
        _committed = Math.Min(committed ?? length, length);
        if (length > _committed)
        {
            using SafeFileHandle handle = File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.SetLength(handle, _committed);
        }
    }

    /// <summary>Writes lines after those that count.</summary>
    /// <param name="lines">The lines, without their ends.</param>
    /// <param name="kept">How many were written; the others found no room below the limit.</param>
    /// <returns>Length of the file, for the cursor.</returns>
    public long Write(IReadOnlyList<string> lines, out int kept)
    {
        kept = 0;
        if (lines.Count == 0)
        {
            return _committed;
        }

        using SafeFileHandle handle = File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        long start = Math.Min(_committed, RandomAccess.GetLength(handle));
        StringBuilder text = new();
        long room = _options.RejectedBytes - start;
        foreach (string line in lines)
        {
            room -= Encoding.UTF8.GetByteCount(line) + 1;
            if (room < 0)
            {
                break;
            }

            text.Append(line).Append('\n');
            kept++;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        RandomAccess.SetLength(handle, start);
        RandomAccess.Write(handle, bytes, start);
        if (_options.Fsync == FsyncPolicy.Batch)
        {
            RandomAccess.FlushToDisk(handle);
        }

        return start + bytes.Length;
    }

    /// <summary>Says that the cursor which covers these bytes is in place.</summary>
    public void Committed(long length) => _committed = length;
}
