using Microsoft.Extensions.Options;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Metrics.V1;
using Telecom.Ingestion.Otlp;
using Telecom.Ingestion.Otlp.Points;
using Telecom.Ingestion.Tests.Support;
using Telecom.Sla.Domain.Names;

namespace Telecom.Ingestion.Tests.Otlp;

/// <summary>The mapping without a log: what is mapped counts as stored at once, unless a test says that the store failed.</summary>
internal sealed class MapperRig
{
    private readonly OtlpOptions _options;
    private readonly string[] _circuits;

    public MapperRig(OtlpOptions? options = null, params string[] circuits)
    {
        _options = options ?? new OtlpOptions();
        _circuits = [Names.Circuit, Names.OtherCircuit, .. circuits];
        States = new CumulativeStates(Options.Create(_options));
    }

    public CumulativeStates States { get; }

    public long NowUs { get; set; } = ((long)Exports.BaseNs / 1000) + 3_600_000_000;

    public MappedRequest Map(params Metric[] metrics) => Map(Exports.Of(metrics), stored: true);

    public MappedRequest Map(ExportMetricsServiceRequest request, bool stored)
    {
        List<string> errors = [];
        MappingScope scope = new(
            Names.Agent,
            ResourceName.TryParse(Names.Agent, "agents", out ResourceName? agent) ? agent.Customer : "",
            OtlpOptionsValidator.BuildTable(_options, errors),
            name => Array.Find(_circuits, circuit => circuit == name),
            States,
            _options,
            NowUs,
            300_000_000);
        Assert.Empty(errors);
        MappedRequest mapped = RequestMapper.Map(request, scope);
        foreach (SeriesUpdate update in stored ? mapped.Samples.SelectMany(s => s.Updates).Concat(mapped.Baselines) : [])
        {
            States.Commit(update.Key, update.State);
        }

        return mapped;
    }
}
