using System.Collections.Concurrent;

namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>The rules in force, ready to be asked.</summary>
internal sealed class MappingTable
{
    /// <summary>Most metric names whose rules are remembered; a sender that makes up names costs a search, not memory.</summary>
    private const int MaxRemembered = 4096;

    private readonly CompiledMapping[] _mappings;
    private readonly ConcurrentDictionary<string, CompiledMapping[]> _byName = new(StringComparer.Ordinal);

    private MappingTable(CompiledMapping[] mappings, CircuitNames circuits) => (_mappings, Circuits) = (mappings, circuits);

    /// <summary>From attribute values to circuits.</summary>
    public CircuitNames Circuits { get; }

    /// <summary>Number of rules.</summary>
    public int Count => _mappings.Length;

    /// <summary>Compiles documents, the first one's rules before those of the next; presets come last.</summary>
    /// <param name="errors">Receives every error, each with the place and what is allowed.</param>
    /// <param name="documents">The documents and where each is from, for the errors.</param>
    public static MappingTable Build(ICollection<string> errors, params ReadOnlySpan<(string Source, MappingDocument Document)> documents)
    {
        List<CompiledMapping> mappings = [];
        Dictionary<string, string> circuits = new(StringComparer.Ordinal);
        List<string>? presets = null;
        foreach ((string source, MappingDocument document) in documents)
        {
            for (int i = 0; i < document.Mappings.Count; i++)
            {
                if (MappingCompiler.Compile(document.Mappings[i], $"{source}:Mappings:{i}", "own", errors) is { } mapping)
                {
                    mappings.Add(mapping);
                }
            }

            foreach ((string text, string id) in document.Circuits)
            {
                MappingCompiler.CheckCircuit($"{source}:Circuits:{text}", id, errors);
                circuits.TryAdd(text, id);
            }

            foreach (string preset in document.Presets ?? [])
            {
                if (!OtlpPresets.All.ContainsKey(preset))
                {
                    errors.Add($"{source}:Presets is \"{preset}\"; allowed: {string.Join(", ", OtlpPresets.Names)}");
                }
            }

            if (document.Presets is not null)
            {
                (presets ??= []).AddRange(document.Presets);
            }
        }

        IEnumerable<string> chosen = presets is null ? OtlpPresets.Names : OtlpPresets.Names.Where(presets.Contains);
        foreach (string preset in chosen)
        {
            mappings.AddRange(OtlpPresets.All[preset].Select(m => MappingCompiler.Compile(m, preset, preset, errors)).OfType<CompiledMapping>());
        }

        // Stable: exact names first, each group in the order of the documents.
        return new MappingTable([.. mappings.OrderBy(m => m.IsPrefix)], new CircuitNames(circuits));
    }

    /// <summary>The rules for a metric, in their order; empty when there is none.</summary>
    public CompiledMapping[] Find(string metric)
    {
        if (_byName.TryGetValue(metric, out CompiledMapping[]? known))
        {
            return known;
        }

        CompiledMapping[] found = [.. _mappings.Where(m => m.Names(metric))];
        if (_byName.Count < MaxRemembered && metric.Length <= 256)
        {
            _byName[metric] = found;
        }

        return found;
    }
}
