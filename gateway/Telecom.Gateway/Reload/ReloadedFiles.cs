using System.Security.Cryptography;

namespace Telecom.Gateway.Reload;

/// <summary>
/// Files that are taken together, whole or not at all, and compared by content. Files that are refused are tried again at each look, since
/// time may make them right (a certificate that is not valid yet), but are logged and counted once.
/// </summary>
/// <param name="what">What the files hold: the label in metrics.</param>
/// <param name="metrics">Where changes are counted.</param>
/// <param name="logger">Log.</param>
internal abstract partial class ReloadedFiles(string what, ReloadMetrics metrics, ILogger logger) : IReloaded
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private string _inForce = "";
    private string _refused = "";
    private long _looks;

    /// <summary>How often the files were looked at, from the beginning to the end of a look.</summary>
    public long Looks => Volatile.Read(ref _looks);

    /// <summary>The files; none when there is nothing to take.</summary>
    protected abstract IReadOnlyList<string> Paths { get; }

    /// <inheritdoc/>
    public virtual void Load()
    {
        if (Paths.Count > 0)
        {
            List<byte[]> contents = Read();
            Take(contents);
            _inForce = HashOf(contents);
            metrics.InForce(what);
        }
    }

    /// <inheritdoc/>
    public virtual void Look()
    {
        // The second try is for files that were being swapped one after the other during the first.
        if (Paths.Count > 0 && TryTake() is not null && TryTake() is { } refused)
        {
            Refuse(refused);
        }

        _ = Interlocked.Increment(ref _looks);
    }

    /// <summary>Puts the files in force.</summary>
    /// <param name="contents">Their contents, in the order of <see cref="Paths"/>.</param>
    /// <exception cref="ReloadRefusedException">They are wrong; nothing was changed.</exception>
    protected abstract void Take(IReadOnlyList<byte[]> contents);

    private ReloadRefusedException? TryTake()
    {
        try
        {
            List<byte[]> contents = Read();
            string hash = HashOf(contents);
            if (hash != _inForce)
            {
                Take(contents);
                _inForce = hash;
                metrics.Taken(what);
                Log.Taken(logger, string.Join(", ", Paths.Distinct()), what);
            }

            _refused = "";
            metrics.InForce(what);
            return null;
        }
        catch (ReloadRefusedException refused)
        {
            return refused;
        }
    }

    private void Refuse(ReloadRefusedException refused)
    {
        if (refused.Message == _refused)
        {
            return;
        }

        _refused = refused.Message;
        metrics.Refused(what);
        foreach (string error in refused.Errors)
        {
            Log.Refused(logger, string.Join(", ", Paths.Distinct()), what, error);
        }
    }

    private List<byte[]> Read() => [.. Paths.Select(Read)];

    private static byte[] Read(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] bytes = new byte[Math.Min(file.Length, MaxBytes + 1L)];
            int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read <= MaxBytes ? bytes[..read] : throw new ReloadRefusedException([$"{path} has more than {MaxBytes} bytes"]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReloadRefusedException([$"{path} cannot be read: {exception.Message}"], exception);
        }
    }

    private static string HashOf(List<byte[]> contents) => string.Concat(contents.Select(content => Convert.ToHexStringLower(SHA256.HashData(content))));

    private static partial class Log
    {
        [LoggerMessage(5701, LogLevel.Information, "{Files}: the {What} there is in force from now on")]
        public static partial void Taken(ILogger logger, string files, string what);

        [LoggerMessage(5702, LogLevel.Error, "{Files}: the {What} there is refused, the one before stays in force: {Error}")]
        public static partial void Refused(ILogger logger, string files, string what, string error);
    }
}
