using System.Globalization;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Evidence;

/// <summary>Reads which periods are to be rated.</summary>
internal static class PeriodEvidence
{
    private static readonly string[] Forms = ["period", "periods", "month", "year"];

    /// <summary>Facts that can be judged without a period.</summary>
    private static readonly string[] Timeless = ["claims", "cases", "commitments", "measurements"];

    /// <summary>Reads exactly one of period, periods, month and year; none where only facts are given that need none.</summary>
    public static IReadOnlyList<PeriodRequest> Read(EvidenceMap map, ErrorList errors)
    {
        string[] given = [.. Forms.Where(form => map[form] is not null)];
        if (given.Length == 0)
        {
            if (map.IsMap && Timeless.All(field => map[field] is null))
            {
                map.Error("period", $"one of {string.Join(", ", Forms)} is required, unless one of {string.Join(", ", Timeless)} is given");
            }

            return [];
        }

        foreach (string extra in given.Skip(1))
        {
            map.Error(extra, $"only one of {string.Join(", ", Forms)} is allowed; {given[0]} is given too");
        }

        List<PeriodRequest?> requests = [];
        foreach (string form in given)
        {
            switch (form)
            {
                case "period":
                    requests.Add(map.Map("period", "start", "end") is { } period ? Range(period) : null);
                    break;
                case "month":
                    requests.Add(Month(map));
                    break;
                case "year":
                    requests.Add(map.Value("year", EvidenceRules.Integer(1970, 9998)) is { } year ? PeriodRequest.OfYear((int)year) : null);
                    break;
                default:
                    requests.AddRange(Several(map, errors));
                    break;
            }
        }

        return [.. requests.OfType<PeriodRequest>()];
    }

    private static List<PeriodRequest?> Several(EvidenceMap map, ErrorList errors)
    {
        List<PeriodRequest?> requests = [];
        int items = 0;
        foreach (EvidenceMap item in map.Maps("periods", "start", "end", "month") ?? [])
        {
            items++;
            bool isMonth = item["month"] is not null;
            if (isMonth && (item["start"] ?? item["end"]) is not null)
            {
                errors.Add(item.Node, item.Path, "a period is either start and end or month");
            }

            requests.Add(isMonth ? Month(item) : Range(item));
        }

        if (items == 0 && map["periods"] is YamlList { Items.Count: 0 })
        {
            map.Error("periods", "0 items where at least 1 is needed");
        }

        return requests;
    }

    private static PeriodRequest? Range(EvidenceMap period)
    {
        TimeRange range = period.Range();
        if (range.IsEmpty)
        {
            if (range != default)
            {
                period.Error("end", $"{range.End} is the start; a period ends after its start");
            }

            return null;
        }

        return PeriodRequest.Of(range);
    }

    private static PeriodRequest? Month(EvidenceMap map) => map.Text("month", EvidenceRules.Month) is { } month
        ? PeriodRequest.OfMonth(
            int.Parse(month.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), int.Parse(month.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture))
        : null;
}
