using System.Globalization;
using System.Text.Json.Nodes;
using Telecom.Catalog.V1;
using Telecom.Support.Tests.Fixtures;

namespace Telecom.Support.Tests.Worked;

/// <summary>The case clocks of tests/worked-cases.</summary>
internal static class WorkedCaseFile
{
    private static readonly string[] s_days = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

    private static readonly Dictionary<(long Respond, long Total), string> s_causes = new()
    {
        [(4, 8)] = "system_inaccessible",
        [(8, 16)] = "minor_bug",
        [(8, 32)] = "major_bug",
        [(8, 48)] = "scalability",
    };

    private static readonly Dictionary<string, (string Reading, string Option)> s_readings = new()
    {
        ["literal-from-report"] = ("IP-R7", "report"),
        ["from-change"] = ("IP-R7", "change"),
        ["OM-R7-elapsed"] = ("OM-R7", "elapsed"),
    };

    public static IEnumerable<WorkedCase> Read(string file)
    {
        string path = Path.Combine(Catalogue.ContractsFolder(), "..", "tests", "worked-cases", file);
        foreach (JsonNode? entry in JsonNode.Parse(File.ReadAllText(path))!.AsArray())
        {
            IEnumerable<WorkedCase> read = ((string)entry!["kind"]!, entry["inputs"]!["respond_hours"]) switch
            {
                ("severity_change", _) => [Change(entry)],
                ("support_timer", null) => Levels(entry),
                ("support_timer", _) => [Hours(entry)],
                _ => [],
            };
            foreach (WorkedCase worked in read)
            {
                yield return worked;
            }
        }
    }

    /// <summary>Each level, acknowledged at each of the instants.</summary>
    private static IEnumerable<WorkedCase> Levels(JsonNode entry)
    {
        JsonNode inputs = entry["inputs"]!;
        JsonArray acknowledged = inputs["acknowledged_at"]!.AsArray();
        for (int level = 1; level <= 3; level++)
        {
            for (int i = 0; i < acknowledged.Count; i++)
            {
                JsonNode expected = entry["expected"]![$"level{level}"]!;
                yield return new WorkedCase($"{Id(entry)} level {level} acknowledged {acknowledged[i]}", "main", level.ToString(CultureInfo.InvariantCulture), "", At(inputs["reported_at"]))
                {
                    Calendar = new WorkCalendar { TimeZone = (string)inputs["time_zone"]! },
                    Events = [new WorkedEvent(At(acknowledged[i]), "acknowledged")],
                    Clocks =
                    [
                        new WorkedClock("respond") { SaysDue = true, Due = At(expected["ack_by"]), Met = (bool)expected["ack_met"]![i]! },
                        new WorkedClock("resolve") { SaysDue = true, Due = At(expected["resolve_by"]) },
                    ],
                };
            }
        }
    }

    private static WorkedCase Change(JsonNode entry)
    {
        JsonNode inputs = entry["inputs"]!;
        return new WorkedCase(Id(entry), "main", inputs["level_from"]!.ToJsonString(), "", At(inputs["reported_at"]))
        {
            Events = [new WorkedEvent(At(inputs["changed_at"]), "severity", inputs["level_to"]!.ToJsonString())],
            Clocks = [Clock(entry, "resolve", "resolve_by", null)],
        };
    }

    private static WorkedCase Hours(JsonNode entry)
    {
        JsonNode inputs = entry["inputs"]!;
        List<WorkedEvent> events = [];
        if (inputs["responded_at"] is { } responded)
        {
            events.Add(new WorkedEvent(At(responded), "responded"));
        }

        foreach (JsonNode? pause in inputs["pauses"]!.AsArray())
        {
            events.Add(new WorkedEvent(At(pause!["start"]), "waiting"));
            events.Add(new WorkedEvent(At(pause["end"]), "resumed"));
        }

        JsonNode calendar = inputs["calendar"]!;
        string[] work = [.. calendar["business_weekdays"]!.AsArray().Select(day => (string)day!)];
        return new WorkedCase(Id(entry), "omniful", "P1", s_causes[((long)inputs["respond_hours"]!, (long)inputs["total_hours"]!)], At(inputs["reported_at"]))
        {
            Calendar = new WorkCalendar
            {
                TimeZone = (string)calendar["time_zone"]!,
                Weekend = { s_days.Except(work) },
                Holidays = { calendar["holidays"]!.AsArray().Select(day => (string)day!) },
                Opens = (string)calendar["opens"]!,
                Closes = (string)calendar["closes"]!,
            },
            Events = events,
            Clocks = [Clock(entry, "respond", "respond_by", "respond_met"), Clock(entry, "resolve", "fixed_by", null)],
        };
    }

    private static WorkedClock Clock(JsonNode entry, string clock, string due, string? met) => new(clock)
    {
        SaysDue = entry["expected"]![due] is not null,
        Due = entry["expected"]![due] is { } at ? At(at) : null,
        Met = met is not null && entry["expected"]![met] is { } said ? (bool)said : null,
        Alternatives =
        [
            .. (entry["alternatives"] as JsonArray ?? []).Where(other => other!["expected"]![due] is not null).Select(other =>
            {
                (string reading, string option) = s_readings[(string)other!["reading"]!];
                return (reading, option, At(other["expected"]![due]));
            }),
        ],
    };

    private static string Id(JsonNode entry) => (string)entry["id"]!;

    private static DateTimeOffset At(JsonNode? text) => Instants.At((string)text!);
}
