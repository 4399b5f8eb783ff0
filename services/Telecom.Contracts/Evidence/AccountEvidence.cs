using System.Globalization;
using NodaTime;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Evidence;

/// <summary>Reads the customer's working time, money and conditions.</summary>
internal static class AccountEvidence
{
    /// <summary>Working time instead of the contract's.</summary>
    public static CalendarFacts? Calendar(EvidenceMap map)
    {
        if (map.Map("calendar", "weekend", "holidays", "opens", "closes") is not { } calendar)
        {
            return null;
        }

        List<IsoDayOfWeek>? weekend = calendar.Values("weekend", EvidenceRules.Weekday);
        if (weekend?.Distinct().Count() == 7)
        {
            calendar.Error("weekend", "all seven days are weekend; leave at least one to work on");
        }

        int? opens = calendar.Value("opens", EvidenceRules.TimeOfDay);
        int? closes = calendar.Value("closes", EvidenceRules.TimeOfDay);
        if (opens >= 1440)
        {
            calendar.Error("opens", "24:00 is the end of the day; opening is 00:00 to 23:59");
        }
        else if (closes <= opens)
        {
            calendar.Error("closes", "is not after opens; closing is after opening, up to 24:00");
        }

        return new CalendarFacts(weekend, calendar.Values("holidays", EvidenceRules.Date), opens, closes);
    }

    /// <summary>The charges of each period; null when they are not stated.</summary>
    public static IReadOnlyList<ChargeFacts>? Charges(EvidenceMap map) => map.Maps("charges", "item", "amount", "affected", "creditable") is not { } items
        ? null
        : [
            .. items.Select(item => new ChargeFacts(
                item.Text("item", EvidenceRules.Words) ?? "charge",
                item.Need("amount", EvidenceRules.Amount, 0),
                item.Value("affected", EvidenceRules.Flag),
                item.Value("creditable", EvidenceRules.Flag))),
        ];

    /// <summary>Invoices by month.</summary>
    public static IReadOnlyDictionary<string, decimal> Invoices(EvidenceMap map)
    {
        Dictionary<string, decimal> invoices = new(StringComparer.Ordinal);
        foreach (EvidenceMap item in map.Maps("invoices", "month", "amount") ?? [])
        {
            string month = item.Need("month", EvidenceRules.Month, "");
            decimal amount = item.Need("amount", EvidenceRules.Amount, 0);
            if (month.Length > 0 && !invoices.TryAdd(month, amount))
            {
                item.Error("month", $"'{month}' stands twice; a month has one invoice");
            }
        }

        return invoices;
    }

    /// <summary>Conditions on the account: true, false, or the ranges in which they hold. Null is not examined.</summary>
    public static IReadOnlyDictionary<string, GateFacts> Gates(EvidenceMap map, ErrorList errors)
    {
        Dictionary<string, GateFacts> gates = new(StringComparer.Ordinal);
        foreach ((string id, EvidenceMap gate) in map.Named("gates"))
        {
            switch (gate[id])
            {
                case null:
                    break;
                case YamlScalar { Type: ScalarType.Boolean } flag:
                    gates[id] = GateFacts.Of(flag.Text == "true");
                    break;
                case YamlList:
                    gates[id] = new GateFacts(null, TimeSet.Of([.. gate.Maps(id, "start", "end")!.Select(item => item.Range())]));
                    break;
                case { } other:
                    errors.Add(other, gate.PathOf(id), $"{other.Kind} is not true, false or a list of ranges (start and end) in which it holds");
                    break;
            }
        }

        return gates;
    }

    /// <summary>Settlements of credits.</summary>
    public static IReadOnlyList<SettlementFacts> Settlements(EvidenceMap map) =>
    [
        .. (map.Maps("settlements", "period", "form", "amount", "at", "decidedBy", "reason") ?? []).Select(item =>
        {
            decimal amount = item.Need("amount", EvidenceRules.Amount, 0);
            if (amount == 0 && item["amount"] is YamlScalar zero && EvidenceRules.Amount.Parse(zero, out _))
            {
                item.Error("amount", string.Create(CultureInfo.InvariantCulture, $"{amount} is not above 0"));
            }

            return new SettlementFacts(
                item.Value("at", EvidenceRules.Instant),
                (int)item.Need("period", EvidenceRules.Integer(0, EvidenceLoader.MaxItems), 0),
                item.Need("form", EvidenceRules.Settlement, SettlementForm.Credit),
                amount,
                item.Text("decidedBy", EvidenceRules.Words),
                item.Text("reason", EvidenceRules.Words));
        }),
    ];
}
