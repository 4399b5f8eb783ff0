using OpenTelemetry.Proto.Common.V1;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Otlp.Mapping;
using Telecom.Sla.Domain.Samples;

namespace Telecom.Ingestion.Otlp.Points;

/// <summary>Decides of each point whether a rule takes it, and which circuit it measures.</summary>
/// <param name="scope">The agent and what is known now.</param>
/// <param name="mapped">Receives what is rejected or left out.</param>
internal sealed class PointReader(MappingScope scope, MappedRequest mapped)
{
    private const uint NoRecordedValue = 1;
    private const string CircuitAttribute = "telecom.circuit";

    private readonly PointHash _hash = new();
    private readonly HashSet<UInt128> _seen = [];

    /// <summary>The context of a metric.</summary>
    public static SeriesContext Context(OpenTelemetry.Proto.Metrics.V1.Metric metric, InstrumentationScope? of, UInt128 scopeHash, IReadOnlyList<KeyValue> resource, UInt128 resourceHash) =>
        new(metric, of?.Attributes ?? [], resource, scopeHash, resourceHash);

    /// <summary>Hash of a resource or a scope.</summary>
    public UInt128 Hash(string name, string version, IReadOnlyList<KeyValue> attributes) => _hash.Of(name, version, attributes);

    /// <summary>Takes a point.</summary>
    /// <returns>The point; null when it is settled: rejected, left out, a gap, or a repetition within the export.</returns>
    public Point? Take(SeriesContext context, IReadOnlyList<KeyValue> attributes, ulong startNs, ulong timeNs, uint flags)
    {
        string metric = context.Metric.Name;
        if (attributes.Count > scope.Options.MaxAttributes)
        {
            TooManyAttributes("point", metric, attributes.Count, 1);
            return null;
        }

        PointAttributes all = new(attributes, context.ScopeAttributes, context.ResourceAttributes);
        CompiledMapping? rule = Array.Find(scope.Mappings.Find(metric), m => m.Fits(all));
        if (rule is null || rule.Role == OtlpRole.Ignore)
        {
            return rule is null ? Unmapped(metric) : Ignore();
        }

        if ((flags & NoRecordedValue) != 0)
        {
            mapped.Gaps++;
            return null;
        }

        if (timeNs == 0)
        {
            return Reject("no time", $"metric {Shown(metric)} has a point with time_unix_nano 0");
        }

        long instantUs = (long)(timeNs / 1000);
        SampleFault fault = SampleRules.CheckInstant(instantUs, scope.NowUs, scope.MaxFutureUs);
        if (fault != SampleFault.None)
        {
            return Reject(
                fault == SampleFault.TimeInFuture ? "time in the future" : "time out of range",
                $"metric {Shown(metric)}: " + (fault == SampleFault.TimeInFuture
                    ? RefusalText.TimeInFuture(instantUs, scope.NowUs + scope.MaxFutureUs)
                    : RefusalText.TimeOutOfRange(instantUs, SampleRules.EarliestInstantUs)));
        }

        if (CircuitOf(rule, all, metric) is not { } circuit)
        {
            return null;
        }

        UInt128 series = _hash.Of(context.Resource, context.Scope, metric, attributes);
        UInt128 key = _hash.Of(series, startNs, timeNs);
        if (!_seen.Add(key))
        {
            mapped.Repeated++;
            return null;
        }

        UInt128 probe = _hash.Of(context.Resource, context.Scope, "", attributes, a => !rule.Distinguishes(a));
        return new Point(metric, rule, circuit, new SeriesKey(scope.Agent, series), key, probe, startNs, timeNs);
    }

    /// <summary>Rejects points with too many attributes.</summary>
    /// <param name="of">Whose they are.</param>
    /// <param name="name">Name of the first metric.</param>
    /// <param name="count">How many.</param>
    /// <param name="points">Points.</param>
    public void TooManyAttributes(string of, string name, int count, long points) => mapped.Reject(
        "too many attributes",
        $"a {of} of metric {Shown(name)} has {count} attributes; allowed are {scope.Options.MaxAttributes} (Ingestion:Otlp:MaxAttributes)",
        points);

    /// <summary>Leaves out points of a metric that no rule names.</summary>
    public Point? Unmapped(string metric, long points = 1)
    {
        if (scope.Options.UnmappedPoints == UnmappedPoints.Ignore)
        {
            mapped.Ignored += points;
            return null;
        }

        mapped.Reject("no mapping", $"metric {Shown(metric)} fits no rule; name it in Ingestion:Otlp:Mappings, or set Ingestion:Otlp:UnmappedPoints to Ignore", points);
        return null;
    }

    /// <summary>At most 200 characters of a name.</summary>
    public static string Shown(string name) => $"\"{RefusalText.Shorten(name)}\"";

    private string? CircuitOf(CompiledMapping rule, PointAttributes attributes, string metric)
    {
        string missing = "";
        if ((attributes.Find(CircuitAttribute) ?? rule.Circuit.Render(attributes, out missing)) is not { } text)
        {
            Reject("no circuit", $"metric {Shown(metric)} has no attribute \"{missing}\", which names the circuit");
            return null;
        }

        if (scope.Mappings.Circuits.Resolve(text, scope.Customer) is not { } name)
        {
            Reject("no circuit", RefusalText.NotACircuit(text));
            return null;
        }

        if (!name.StartsWith(scope.CircuitPrefix, StringComparison.Ordinal))
        {
            Reject("another customer's circuit", RefusalText.ForeignCircuit(name));
            return null;
        }

        if (scope.FindCircuit(name) is not { } shared)
        {
            Reject("unknown circuit", RefusalText.UnknownCircuit(name));
            return null;
        }

        if (scope.Crowded?.Invoke(shared) is { } crowded)
        {
            Reject("too many series", crowded);
            return null;
        }

        return shared;
    }

    private Point? Ignore()
    {
        mapped.Ignored++;
        return null;
    }

    private Point? Reject(string reason, string detail)
    {
        mapped.Reject(reason, detail);
        return null;
    }
}
