using Telecom.Storage.Copy;

namespace Telecom.Suite.Store;

/// <summary>
/// Shows progress on the error stream: one line that changes on a terminal, else a line at each new piece and then every few seconds, so
/// that output into a file stays short.
/// </summary>
internal sealed class StoreProgressLines(TimeProvider time) : IProgress<StoreProgress>, IDisposable
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan InFile = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private string _what = "";
    private long _shownAt;
    private int _width;

    /// <inheritdoc/>
    public void Report(StoreProgress value)
    {
        lock (_lock)
        {
            bool terminal = !Console.IsErrorRedirected;
            bool isNew = _what != value.What;
            if (!isNew && time.GetElapsedTime(_shownAt) < (terminal ? OnTerminal : InFile))
            {
                return;
            }

            _what = value.What;
            _shownAt = time.GetTimestamp();
            string line = value.Total > 0
                ? FormattableString.Invariant($"{value.What}  {100.0 * value.Done / value.Total:0} % of {value.Total} {value.Unit}")
                : FormattableString.Invariant($"{value.What}  {value.Done} {value.Unit}");
            if (terminal)
            {
                Console.Error.Write("\r" + line.PadRight(_width));
                _width = line.Length;
            }
            else
            {
                Console.Error.WriteLine(line);
            }
        }
    }

    /// <summary>Clears the line on a terminal.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_width > 0)
            {
                Console.Error.Write("\r" + new string(' ', _width) + "\r");
                _width = 0;
            }
        }
    }
}
