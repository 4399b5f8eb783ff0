using Telecom.Contracts.Reading;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Examples;

/// <summary>By when a case is to be acknowledged and resolved.</summary>
internal sealed class CaseExample : IExample
{
    private readonly Severity? _severity;
    private readonly UtcInstant _reportedAt;
    private readonly Expectation<UtcInstant>? _acknowledgeBy;
    private readonly Expectation<UtcInstant>? _resolveBy;

    /// <summary>Reads an example.</summary>
    public CaseExample(YamlNode node, string path, ExampleContext context, ErrorList errors)
    {
        MapReader map = new(node, path, errors, "severity", "reported_at", "expect");
        string level = map.Value("severity", ValueRules.Title, "");
        _severity = context.Version?.Severity(level);
        if (_severity is null && level.Length > 0 && context.Version is { } version)
        {
            errors.Add(map["severity"] ?? node, map.PathOf("severity"), $"'{level}' is no severity; levels: {string.Join(", ", version.Severities.Select(other => other.Level))}");
        }

        _reportedAt = map.Value("reported_at", ValueRules.Instant, default);
        MapReader expect = new(map["expect"], map.PathOf("expect"), errors, "acknowledge_by", "resolve_by");
        _acknowledgeBy = Expectation<UtcInstant>.Read(expect, "acknowledge_by", ValueRules.Instant, default, ExampleTexts.Instant);
        _resolveBy = Expectation<UtcInstant>.Read(expect, "resolve_by", ValueRules.Instant, default, ExampleTexts.Instant);
    }

    /// <inheritdoc/>
    public void Run(ErrorList errors)
    {
        if (_severity is not null)
        {
            _acknowledgeBy?.Check(_severity.Clocks[0].DueAt(_reportedAt), errors);
            _resolveBy?.Check(_severity.Clocks[1].DueAt(_reportedAt), errors);
        }
    }
}
