using Telecom.Sla.Domain.Names;

namespace Telecom.Suite.Import;

/// <summary>What is imported, and as whose measurements.</summary>
/// <param name="Gateway">Address of the gateway.</param>
/// <param name="File">The file.</param>
/// <param name="Agent">Resource name of the agent.</param>
/// <param name="Secret">Secret of its API key.</param>
internal sealed record ImportOptions(string Gateway, string File, string Agent, string Secret)
{
    /// <summary>The circuit of rows that name none; null for none.</summary>
    public string? Circuit { get; init; }

    /// <summary>"csv" or "prometheus".</summary>
    public string Format { get; init; } = "csv";

    /// <summary>Separator of columns.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Own names of columns by the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Text of a mapping file for expositions; empty for the presets alone.</summary>
    public string Mapping { get; init; } = "";

    /// <summary>Id of the agent's customer.</summary>
    public string Customer => ResourceName.TryParse(Agent, "agents", out ResourceName? name) ? name.Customer : "";

    /// <summary>The resource name of a circuit of the agent's customer; null when the text is none.</summary>
    public string? CircuitName(string text)
    {
        string name = ResourceName.IsId(text) ? $"customers/{Customer}/circuits/{text}" : text;
        return ResourceName.TryParse(name, "circuits", out ResourceName? parsed) && parsed.Customer == Customer ? name : null;
    }
}
