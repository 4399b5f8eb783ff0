using NodaTime;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Reading;

/// <summary>Reads versions of an agreement.</summary>
internal sealed class VersionReader(ParameterReader parameters, DateTimeZone zone, ErrorList errors)
{
    private static readonly ValueRule<long> Interval = new(
        "a whole number of seconds from 1 s to 1 h, for example 10 s",
        (string text, out long value) => ValueRules.Duration.Parse(text, out value) && value % UtcInstant.PerSecond == 0 && value is >= UtcInstant.PerSecond and <= UtcInstant.PerHour);

    private static readonly ValueRule<Ratio> LossThreshold = new(
        "a percentage from 0 % to less than 100 %, for example 50 %",
        (string text, out Ratio value) => ValueRules.Percent.Parse(text, out value) && value < Ratio.One);

    private static readonly ValueRule<long> CaseTarget = new(
        "a duration from 1 s to 366 d, for example 15 min",
        (string text, out long value) => ValueRules.Duration.Parse(text, out value) && value >= UtcInstant.PerSecond);

    private static readonly ValueRule<string> Level = new(
        "a severity level of 1 to 16 letters and digits, for example 1 or P1",
        (string text, out string value) => (value = text).Length is >= 1 and <= 16 && text.All(char.IsAsciiLetterOrDigit));

    private readonly PerformanceReader _performance = new(parameters, errors);

    /// <summary>Reads all versions of a document.</summary>
    public IReadOnlyList<ContractVersion> Read(MapReader document)
    {
        List<ContractVersion> versions = [];
        foreach ((YamlNode node, string path) in document.Items("versions", least: 1))
        {
            MapReader map = new(node, path, errors, "version", "effective_from", "plans", "availability", "performance?", "severities?");
            ContractVersion version = ReadVersion(map);
            if (versions.Any(other => other.Id == version.Id))
            {
                errors.Add(map["version"] ?? node, map.PathOf("version"), $"version '{version.Id}' stands twice");
            }

            if (versions.Count > 0 && map["effective_from"] is { } from && version.EffectiveFrom <= versions[^1].EffectiveFrom)
            {
                errors.Add(from, map.PathOf("effective_from"), $"{from.Kind} is not after the version before; versions stand in order");
            }

            versions.Add(version);
        }

        return versions;
    }

    private ContractVersion ReadVersion(MapReader map)
    {
        string id = map.Value("version", ValueRules.Title, "");
        LocalDate from = map.Value("effective_from", ValueRules.Date, new LocalDate(1970, 1, 1));
        MapReader availability = new(map["availability"], map.PathOf("availability"), errors, "interval", "loss_threshold", "consecutive", "missing_data");
        AvailabilityParameters rule = new(
            parameters.Read(availability, "interval", Interval, UtcInstant.PerSecond),
            parameters.Read(availability, "loss_threshold", LossThreshold, default),
            ReadConsecutive(availability),
            parameters.Read(availability, "missing_data", ValueRules.MissingData, MissingDataPolicy.Undetermined));

        List<(string Id, string Name, Parameter<Ratio> Target)> plans = [];
        foreach ((YamlNode node, string path) in map.Items("plans", least: 1))
        {
            MapReader plan = new(node, path, errors, "id", "name", "availability_target");
            string planId = plan.Value("id", ValueRules.Id, "");
            RefuseSecond(plan, "id", plans.Select(other => other.Id), planId);
            plans.Add((planId, plan.Value("name", ValueRules.Title, ""), parameters.Read(plan, "availability_target", ValueRules.Percent, default)));
        }

        IReadOnlyList<PerformanceParameters> performance = _performance.Read(map, [.. plans.Select(plan => plan.Id)]);
        return new ContractVersion(
            id,
            MonthPeriods.StartOfDay(from, zone),
            [.. plans.Select(plan => new ContractPlan(plan.Id, plan.Name, plan.Target, rule, performance))],
            ReadSeverities(map));
    }

    private Parameter<int> ReadConsecutive(MapReader availability)
    {
        Parameter<long> consecutive = parameters.Read(availability, "consecutive", ValueRules.Integer(1, 1000), 1);
        return new Parameter<int>((int)consecutive.Value, consecutive.Clause, consecutive.Origin, consecutive.Reading, consecutive.Quote);
    }

    private List<Severity> ReadSeverities(MapReader version)
    {
        List<Severity> severities = [];
        foreach ((YamlNode node, string path) in version.Items("severities"))
        {
            MapReader map = new(node, path, errors, "level", "name", "acknowledge", "resolve");
            string level = map.Value("level", Level, "");
            RefuseSecond(map, "level", severities.Select(other => other.Level), level);
            severities.Add(new Severity(
                level,
                map.Value("name", ValueRules.Title, ""),
                parameters.Read(map, "acknowledge", CaseTarget, UtcInstant.PerSecond),
                parameters.Read(map, "resolve", CaseTarget, UtcInstant.PerSecond)));
        }

        return severities;
    }

    private void RefuseSecond(MapReader map, string field, IEnumerable<string> before, string value)
    {
        if (value.Length > 0 && before.Contains(value, StringComparer.Ordinal))
        {
            errors.Add(map[field] ?? map.Node, map.PathOf(field), $"'{value}' stands twice");
        }
    }
}
