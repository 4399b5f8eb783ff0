namespace Telecom.Agent.Uplink;

/// <summary>Where the agent's key is; one of both. It is read at each connection, so that a key can be replaced while the agent runs, and never logged.</summary>
/// <param name="File">File that holds nothing but the key.</param>
/// <param name="EnvironmentVariable">Environment variable that holds it.</param>
internal sealed record ApiKeySource(string? File, string? EnvironmentVariable)
{
    /// <summary>Where it is, for messages.</summary>
    public string Description => File is not null ? $"the file {File}" : $"the environment variable {EnvironmentVariable}";

    /// <summary>True when other users of the machine may read the file.</summary>
    public bool IsReadableByOthers =>
        File is not null && !OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(File) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0;

    /// <summary>Reads the key.</summary>
    /// <param name="key">The key, when there is no error.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public string? TryRead(out string key)
    {
        key = "";
        try
        {
            key = (File is not null ? System.IO.File.ReadAllText(File) : Environment.GetEnvironmentVariable(EnvironmentVariable ?? ""))?.Trim() ?? "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{Description} cannot be read: {exception.Message}";
        }

        return key.Length == 0 ? $"{Description} is empty"
            : key.All(c => c is > ' ' and <= '~') ? null
            : $"{Description} holds characters that no key has";
    }

    /// <summary>Only where the key is; never the key.</summary>
    public override string ToString() => Description;
}
