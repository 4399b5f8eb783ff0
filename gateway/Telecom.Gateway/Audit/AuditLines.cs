namespace Telecom.Gateway.Audit;

/// <summary>Reads an audit file line by line, as far as it went when it was opened: the gateway may write to it meanwhile.</summary>
internal sealed class AuditLines : IDisposable
{
    /// <summary>Far longer than an entry can be; what is longer is no entry, and is not held in memory to find that out.</summary>
    public const int Longest = 16 * 1024 * 1024;

    private readonly FileStream _file;
    private byte[] _bytes = new byte[64 * 1024];
    private long _unread;
    private int _start;
    private int _end;

    /// <summary>Opens a file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public AuditLines(string file)
    {
        _file = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        _unread = _file.Length;
    }

    /// <summary>The next line.</summary>
    /// <param name="line">The line without its end, valid until the next call.</param>
    /// <param name="ended">False when the line has no end, or none within <see cref="Longest"/>: the last that can be read.</param>
    /// <returns>False when there is none.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool ended)
    {
        int searched = 0;
        while (true)
        {
            int length = _bytes.AsSpan((_start + searched).._end).IndexOf((byte)'\n');
            ended = length >= 0;
            if (ended)
            {
                line = _bytes.AsSpan(_start, searched + length);
                _start += searched + length + 1;
                return true;
            }

            searched = _end - _start;
            if (searched >= Longest || !Fill())
            {
                line = _bytes.AsSpan(_start, searched);
                _start = _end;
                return searched > 0;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Reads on behind what there is of a line.</summary>
    private bool Fill()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start.._end).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        int read = _file.Read(_bytes, _end, (int)Math.Min(_unread, _bytes.Length - _end));
        _end += read;
        _unread -= read;
        return read > 0;
    }
}
