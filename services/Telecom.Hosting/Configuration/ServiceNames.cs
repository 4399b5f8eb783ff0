namespace Telecom.Hosting;

/// <summary>Names of the suite's services, as used in configuration, key files and tokens.</summary>
public static class ServiceNames
{
    /// <summary>The gateway: the only issuer of tokens for customers, agents and staff.</summary>
    public const string Gateway = "gateway";

    /// <summary>The catalogue.</summary>
    public const string Catalog = "catalog";

    /// <summary>Ingestion of samples.</summary>
    public const string Ingestion = "ingestion";

    /// <summary>Measurements against contracts.</summary>
    public const string Sla = "sla";

    /// <summary>Support cases.</summary>
    public const string Support = "support";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Catalog, Ingestion, Sla, Support, Gateway];

    /// <summary>Where a service listens, and where others look for it, unless configured: loopback, one port each.</summary>
    /// <param name="service">Name of the service.</param>
    public static string DefaultAddress(string service) => service switch
    {
        Catalog => "http://127.0.0.1:7101",
        Ingestion => "http://127.0.0.1:7102",
        Sla => "http://127.0.0.1:7103",
        Support => "http://127.0.0.1:7104",
        _ => "http://127.0.0.1:8080",
    };

    /// <summary>The name with a capital, for meters and activity sources: "Telecom.Ingestion".</summary>
    /// <param name="service">Name of the service.</param>
    public static string SourceName(string service)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        return $"Telecom.{char.ToUpperInvariant(service[0])}{service[1..]}";
    }
}
