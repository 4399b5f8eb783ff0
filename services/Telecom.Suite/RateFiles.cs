namespace Telecom.Suite;

/// <summary>Reads the files that commands name.</summary>
internal static class RateFiles
{
    /// <summary>Standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads a file, or standard input for "-": one byte more than is allowed at most, so that what reads it can refuse it.</summary>
    /// <returns>The bytes, or a line that says why there are none.</returns>
    public static async Task<(byte[]? Bytes, string Error)> ReadAsync(string option, string file, int maxBytes, CancellationToken cancellationToken)
    {
        if (Directory.Exists(file))
        {
            // Opening one is refused as if a right were missing.
            return (null, $"{option} '{file}': is a directory; name a file");
        }

        try
        {
            await using Stream stream = file == StandardInput ? Console.OpenStandardInput() : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            using MemoryStream bytes = new();
            byte[] buffer = new byte[81920];
            int read;
            while (bytes.Length <= maxBytes && (read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                bytes.Write(buffer, 0, read);
            }

            return (bytes.ToArray(), "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, $"{option} '{file}': cannot be read: {e.Message}");
        }
    }
}
