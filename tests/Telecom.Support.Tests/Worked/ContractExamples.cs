using Telecom.Catalog.V1;
using Telecom.Support.Tests.Fixtures;
using YamlDotNet.RepresentationModel;

namespace Telecom.Support.Tests.Worked;

/// <summary>The examples of a contract document that are about cases.</summary>
internal static class ContractExamples
{
    public static IEnumerable<WorkedCase> Read(string file, string subscription)
    {
        var yaml = new YamlStream();
        using (var reader = new StreamReader(Path.Combine(Catalogue.ContractsFolder(), file)))
        {
            yaml.Load(reader);
        }

        foreach (YamlNode example in (YamlSequenceNode)yaml.Documents[0].RootNode["examples"])
        {
            if (Find(example, "rate") is not { } rate || Find(rate["evidence"], "cases") is not YamlSequenceNode cases || Find(rate["expect"], "cases") is not YamlSequenceNode expected)
            {
                continue;
            }

            for (int i = 0; i < cases.Children.Count; i++)
            {
                yield return Case($"{file} {example["id"]} {i + 1}", subscription, rate["evidence"], cases[i], expected[i]);
            }
        }
    }

    private static WorkedCase Case(string name, string subscription, YamlNode evidence, YamlNode found, YamlNode expected) =>
        new(name, subscription, Text(found, "severity")!, Text(found, "cause") ?? "", At(found, "reportedAt")!.Value)
        {
            Calendar = Calendar(evidence),
            Readings = Find(evidence, "readings") is YamlMappingNode readings ? readings.ToDictionary(entry => $"{entry.Key}", entry => $"{entry.Value}") : [],
            Events = Find(found, "events") is not YamlSequenceNode events ? [] :
            [
                .. events.Select(item => new WorkedEvent(At(item, "at")!.Value, Text(item, "type")!, Text(item, "severity") ?? "", At(item, "until"))),
            ],
            Clocks = [.. new[] { "respond", "fix", "resolve" }.Select(clock => Clock(expected, clock))],
        };

    private static WorkedClock Clock(YamlNode expected, string clock) => new(clock)
    {
        SaysDue = Find(expected, $"{clock}By") is not null,
        Due = At(expected, $"{clock}By"),
        Met = Text(expected, $"{clock}Met") is { } met ? bool.Parse(met) : null,
    };

    private static WorkCalendar? Calendar(YamlNode evidence)
    {
        string? zone = Text(evidence, "timeZone");
        YamlNode? calendar = Find(evidence, "calendar");
        if (zone is null && calendar is null)
        {
            return null;
        }

        var stated = new WorkCalendar { TimeZone = zone ?? "" };
        if (calendar is YamlMappingNode mapping)
        {
            Assert.Equal("holidays", Assert.Single(mapping.Children.Keys).ToString());
            stated.Holidays.AddRange(((YamlSequenceNode)mapping["holidays"]).Select(day => $"{day}"));
        }

        return stated;
    }

    private static YamlNode? Find(YamlNode node, string name) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(name), out YamlNode? found) ? found : null;

    private static string? Text(YamlNode node, string name) => Find(node, name) is YamlScalarNode { Value: { } text } && text != "null" ? text : null;

    private static DateTimeOffset? At(YamlNode node, string name) => Text(node, name) is { } text ? Instants.At(text) : null;
}
