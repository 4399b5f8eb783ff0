using System.Globalization;
using System.Text;
using Telecom.Hosting;

namespace Telecom.Ingestion.Quotas;

/// <summary>
/// Remembers series over a restart: a line for each day and series, "day agent circuit". Not synced: what a crash of the machine takes
/// away comes again with the next stream. Not safe for several threads.
/// </summary>
/// <param name="path">The file; made when it is missing.</param>
internal sealed class SeriesFile(string path) : IDisposable
{
    /// <summary>Lines below which the file is not written anew, however many of them are old.</summary>
    private const int Few = 10_000;

    private readonly List<byte[]> _meanwhile = [];
    private FileStream? _file;
    private int _lines;
    private int _leaveUntil = Few;
    private bool _rewriting;

    /// <summary>What the file remembers, in its order. Lines that are none of its own are left out.</summary>
    public IEnumerable<(string Agent, string Circuit, int Day)> Read()
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        foreach (string line in File.ReadLines(path))
        {
            _lines++;
            if (line.Split(' ') is [var day, var agent, var circuit]
                && int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && agent.Contains("/agents/", StringComparison.Ordinal))
            {
                yield return (agent, circuit, number);
            }
        }
    }

    /// <summary>Adds a series.</summary>
    public void Add(string agent, string circuit, int day)
    {
        byte[] line = Line(agent, circuit, day);
        if (_rewriting)
        {
            _meanwhile.Add(line);
            return;
        }

        Append(line);
    }

    /// <summary>
    /// When most of the file is old: what is to be written anew with <see cref="Rewrite"/>, and then <see cref="EndRewriting"/>. Series
    /// that are added until then wait in memory.
    /// </summary>
    /// <param name="book">What is to be remembered.</param>
    /// <returns>Null when the file may stay as it is, or is being written.</returns>
    public IReadOnlyList<(string Agent, string Circuit, int Day)>? BeginRewriting(SeriesBook book)
    {
        if (_rewriting || _lines < _leaveUntil || _lines < 4 * book.Count)
        {
            return null;
        }

        (string Agent, string Circuit, int Day)[] all = [.. book.All];
        _file?.Dispose();
        _file = null;
        _rewriting = true;
        return all;
    }

    /// <summary>Writes the file anew; alone among all, it may run beside <see cref="Add"/>.</summary>
    /// <param name="all">What <see cref="BeginRewriting"/> said.</param>
    public void Rewrite(IReadOnlyList<(string Agent, string Circuit, int Day)> all)
    {
        using var bytes = new MemoryStream();
        foreach ((string agent, string circuit, int day) in all)
        {
            bytes.Write(Line(agent, circuit, day));
        }

        PrivateFiles.Replace(path, bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Adds what came meanwhile, to the new file or, when it could not be written, to the old one.</summary>
    /// <param name="lines">Lines of the new file; null when it could not be written, which is tried again after as many lines as the first time.</param>
    public void EndRewriting(int? lines)
    {
        _rewriting = false;
        _leaveUntil = lines is null ? _lines + Few : Few;
        _lines = lines ?? _lines;
        byte[][] meanwhile = [.. _meanwhile];
        _meanwhile.Clear();
        foreach (byte[] line in meanwhile)
        {
            Append(line);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void Append(byte[] line)
    {
        _file ??= new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _file.Write(line);
        _lines++;
    }

    private static byte[] Line(string agent, string circuit, int day) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{day} {agent} {circuit}\n"));
}
