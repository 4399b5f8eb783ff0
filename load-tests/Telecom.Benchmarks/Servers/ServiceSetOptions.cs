using Telecom.Benchmarks.Load;

namespace Telecom.Benchmarks.Servers;

/// <summary>Which services to start.</summary>
/// <param name="Engine">Where they store.</param>
/// <param name="Population">What the catalogue holds.</param>
internal sealed record ServiceSetOptions(Engine Engine, Population Population)
{
    /// <summary>True to start measurement beside ingestion.</summary>
    public bool WithMeasurement { get; init; }

    /// <summary>Address of what a gateway asks about keys; null to start no gateway.</summary>
    public string? GatewayCatalog { get; init; }

    /// <summary>Settings that differ from the defaults; they are part of the report.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
