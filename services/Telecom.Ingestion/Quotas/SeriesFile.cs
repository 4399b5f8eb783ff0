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

    private FileStream? _file;
    private int _lines;

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
        _file ??= new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _file.Write(Line(agent, circuit, day));
        _lines++;
    }

    /// <summary>Writes the file anew when most of it is old.</summary>
    /// <param name="book">What is to be remembered.</param>
    public void Compact(SeriesBook book)
    {
        if (_lines < Few || _lines < 4 * book.Count)
        {
            return;
        }

        using var bytes = new MemoryStream();
        foreach ((string agent, string circuit, int day) in book.All)
        {
            bytes.Write(Line(agent, circuit, day));
        }

        _file?.Dispose();
        _file = null;
        PrivateFiles.Replace(path, bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        _lines = book.Count;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static byte[] Line(string agent, string circuit, int day) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{day} {agent} {circuit}\n"));
}
