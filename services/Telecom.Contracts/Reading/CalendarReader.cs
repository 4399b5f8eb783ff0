using NodaTime;
using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts.Reading;

/// <summary>Reads the working time of an agreement.</summary>
internal sealed class CalendarReader(ParameterReader parameters, ErrorList errors)
{
    private static readonly IReadOnlyList<IsoDayOfWeek> Saturdays = [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];

    private static readonly ParameterField<DateTimeZone> Zone = new(
        "time_zone", ValueRules.Zone, DateTimeZone.Utc, "Zone of the working days and hours; absent: the contract's", Required: false);

    private static readonly ParameterField<IReadOnlyList<IsoDayOfWeek>> Weekend = new(
        "weekend", new ListRule<IsoDayOfWeek>(TermRules.Weekday, IsoDayOfWeek.Saturday), Saturdays, "Days of the week without work");

    private static readonly ParameterField<IReadOnlyList<LocalDate>> Holidays = new(
        "holidays", new ListRule<LocalDate>(ValueRules.Date, new LocalDate(1970, 1, 1)), [], "Days without work");

    private static readonly ParameterField<int> Opens = new("opens", TermRules.TimeOfDay, 0, "Start of the working hours");
    private static readonly ParameterField<int> Closes = new("closes", TermRules.TimeOfDay, WorkCalendar.MinutesPerDay, "End of the working hours, after the start");

    /// <summary>Its form.</summary>
    public static Form Form { get; } = new("calendar", "Working days and hours", Zone, Weekend, Holidays, Opens, Closes);

    /// <summary>Saturday and Sunday off, no holidays, around the clock: what holds when a contract does not say.</summary>
    /// <param name="zone">The contract's zone.</param>
    public static TermsUnder<CalendarTerms> Default(Parameter<DateTimeZone> zone) =>
        readings => new CalendarTerms(zone.Under(readings), Saturdays, [], 0, WorkCalendar.MinutesPerDay);

    /// <summary>Reads it.</summary>
    /// <param name="map">The calendar.</param>
    /// <param name="contract">The contract's zone.</param>
    public TermsUnder<CalendarTerms> Read(MapReader map, Parameter<DateTimeZone> contract)
    {
        Parameter<DateTimeZone> zone = parameters.Optional(map, Zone) ?? contract;
        Parameter<IReadOnlyList<IsoDayOfWeek>> weekend = parameters.Read(map, Weekend);
        Parameter<IReadOnlyList<LocalDate>> holidays = parameters.Read(map, Holidays);
        Parameter<int> opens = parameters.Read(map, Opens);
        Parameter<int> closes = parameters.Read(map, Closes);

        // Every combination of options must be a calendar.
        if (opens.Otherwise.Values.Append(opens.Value).Max() >= closes.Otherwise.Values.Append(closes.Value).Min() && map[Closes.Name] is { } node)
        {
            errors.Add(node, map.PathOf(Closes.Name), "working hours must close after they open");
        }

        return readings => new CalendarTerms(
            zone.Under(readings), weekend.Under(readings), holidays.Under(readings), opens.Under(readings), closes.Under(readings));
    }
}
