using System.Globalization;
using Google.Protobuf.Collections;
using NodaTime;
using Telecom.Contracts.Evidence;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts.Subscriptions;

/// <summary>The working time that a subscription states for itself, by the rules that evidence has for it.</summary>
/// <param name="Facts">Days and hours; what is null is the contract's.</param>
/// <param name="Zone">Zone of the days and hours; null: the contract's.</param>
public sealed record StatedCalendar(CalendarFacts Facts, DateTimeZone? Zone)
{
    /// <summary>Most days without work that a subscription may state: a hundred years with ten each.</summary>
    public const int MaxHolidays = 1000;

    private const int DaysOfTheWeek = 7;

    /// <summary>Wrong values of a list that are reported one by one; an answer with a thousand of them would not go through.</summary>
    private const int MostReported = 20;

    /// <summary>Reads a message.</summary>
    /// <param name="calendar">The message.</param>
    /// <param name="errors">Takes everything that is wrong with it.</param>
    /// <returns>What can be read: a wrong value is as if it were not stated.</returns>
    public static StatedCalendar Read(Catalog.V1.WorkCalendar calendar, ICollection<CalendarError> errors)
    {
        List<IsoDayOfWeek> weekend = ReadAll("weekend", calendar.Weekend, DaysOfTheWeek, EvidenceRules.Weekday, CalendarError.NotAWeekday, errors);
        if (weekend.Count == DaysOfTheWeek)
        {
            errors.Add(new CalendarError("weekend", "all seven days are weekend; leave at least one to work on", CalendarError.OutOfRange));
        }

        List<LocalDate> holidays = ReadAll("holidays", calendar.Holidays, MaxHolidays, EvidenceRules.Date, CalendarError.NotADate, errors);
        int? opens = ReadOne("opens", calendar.Opens, EvidenceRules.TimeOfDay, CalendarError.NotATime, errors);
        int? closes = ReadOne("closes", calendar.Closes, EvidenceRules.TimeOfDay, CalendarError.NotATime, errors);
        if (opens >= 1440)
        {
            errors.Add(new CalendarError("opens", $"'{calendar.Opens}' is the end of the day; opening is 00:00 to 23:59", CalendarError.OutOfRange));
        }
        else if (closes <= opens)
        {
            errors.Add(new CalendarError("closes", $"'{calendar.Closes}' is not after opens, '{calendar.Opens}'; closing is after opening, up to 24:00", CalendarError.OutOfRange));
        }

        DateTimeZone? zone = null;
        if (calendar.TimeZone.Length > 0)
        {
            _ = TryRead("time_zone", calendar.TimeZone, EvidenceRules.Zone, CalendarError.NotAZone, errors, out zone);
        }

        return new StatedCalendar(
            new CalendarFacts(weekend.Count > 0 || calendar.WeekendStated ? weekend : null, holidays.Count > 0 ? holidays : null, opens, closes), zone);
    }

    /// <summary>The working time of the subscription: its own, and the contract's where it states none.</summary>
    public CalendarTerms Over(CalendarTerms contract) => new(
        Zone ?? contract.Zone,
        Facts.Weekend ?? contract.Weekend,
        Facts.Holidays ?? contract.Holidays,
        Facts.OpensMinute ?? contract.OpensMinute,
        Facts.ClosesMinute ?? contract.ClosesMinute);

    /// <summary>What is wrong with it under a contract: a stated opening or closing that the contract's other one leaves no hours with.</summary>
    /// <param name="agreement">The agreement; any plan of the contract and any readings will do.</param>
    public IEnumerable<CalendarError> Against(Agreement agreement)
    {
        if (Facts is { OpensMinute: null, ClosesMinute: null } or { OpensMinute: not null, ClosesMinute: not null })
        {
            yield break;
        }

        foreach ((AgreementVersion version, CalendarTerms terms) in agreement.Versions.SelectMany(Calendars))
        {
            CalendarTerms whole = Over(terms);
            if (whole.OpensMinute >= whole.ClosesMinute)
            {
                (string field, int value, string other, int contract) = Facts.OpensMinute is { } opens
                    ? ("opens", opens, "closes", whole.ClosesMinute)
                    : ("closes", whole.ClosesMinute, "opens", whole.OpensMinute);
                yield return new CalendarError(
                    field,
                    $"'{Clock(value)}' leaves no working hours with {other} of version {version.Id} of the contract, '{Clock(contract)}'; give both opens and closes",
                    CalendarError.OutOfRange);
                yield break;
            }
        }
    }

    /// <summary>The calendars that a version can have: as the agreement reads it, and under every other option.</summary>
    private static IEnumerable<(AgreementVersion Version, CalendarTerms Terms)> Calendars(AgreementVersion version) =>
        version.Alternatives.Select(other => (version, other.Terms.Calendar)).Prepend((version, version.Terms.Calendar));

    /// <summary>The values of a list, in order and each once.</summary>
    private static List<T> ReadAll<T>(
        string field, RepeatedField<string> texts, int most, EvidenceRule<T> rule, string reason, ICollection<CalendarError> errors)
        where T : struct
    {
        if (texts.Count > most)
        {
            errors.Add(new CalendarError(field, $"has {Number(texts.Count)} days; at most {Number(most)} are allowed", CalendarError.OutOfRange));
            return [];
        }

        SortedSet<T> values = [];
        List<CalendarError> wrong = [];
        for (int i = 0; i < texts.Count; i++)
        {
            if (TryRead($"{field}[{Number(i)}]", texts[i], rule, reason, wrong, out T value))
            {
                values.Add(value);
            }
        }

        foreach (CalendarError error in wrong.Take(MostReported))
        {
            errors.Add(error);
        }

        if (wrong.Count > MostReported)
        {
            errors.Add(new CalendarError(field, $"has {Number(wrong.Count - MostReported)} more that are not {rule.Allowed}", reason));
        }

        return [.. values];
    }

    private static T? ReadOne<T>(string field, string text, EvidenceRule<T> rule, string reason, ICollection<CalendarError> errors)
        where T : struct => text.Length > 0 && TryRead(field, text, rule, reason, errors, out T value) ? value : null;

    private static bool TryRead<T>(string field, string text, EvidenceRule<T> rule, string reason, ICollection<CalendarError> errors, out T? value)
    {
        YamlScalar scalar = new(1, 1, text);
        if (rule.Parse(scalar, out T parsed))
        {
            value = parsed;
            return true;
        }

        value = default;
        errors.Add(new CalendarError(field, $"{scalar.Kind} is not {rule.Allowed}", reason));
        return false;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
