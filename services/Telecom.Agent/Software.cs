namespace Telecom.Agent;

/// <summary>What this program is, for the server's logs.</summary>
internal static class Software
{
    /// <summary>"telecom-agent/" and the version.</summary>
    public static string NameAndVersion { get; } = "telecom-agent/" + (typeof(Software).Assembly.GetName().Version?.ToString(3) ?? "0");
}
