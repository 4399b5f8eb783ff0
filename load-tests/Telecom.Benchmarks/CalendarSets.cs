using BenchmarkDotNet.Attributes;
using NodaTime;
using Telecom.Benchmarks.Scenarios;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Time;

namespace Telecom.Benchmarks;

/// <summary>Working time of a month with a clock change.</summary>
[MemoryDiagnoser]
public class CalendarSets
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb["America/New_York"];
    private WorkCalendar _calendar = null!;
    private TimeRange _month;

    /// <summary>Makes the calendar.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _calendar = new WorkCalendar(_zone, [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], [new LocalDate(2026, 3, 17)], 9 * 60, 17 * 60);
        _month = MonthPeriods.Month(CircuitMonth.Start, _zone);
    }

    /// <summary>The workdays as a set, made anew.</summary>
    [Benchmark]
    public TimeSet Workdays() => TimeSet.Of(_calendar.Workdays(_month));

    /// <summary>The working hours as a set, made anew.</summary>
    [Benchmark]
    public TimeSet WorkingHours() => TimeSet.Of(_calendar.WorkingHours(_month));

    /// <summary>The same set for the next subscription of the contract: the calendar has its last one.</summary>
    [Benchmark]
    public TimeSet WorkingHoursAgain() => _calendar.WorkingHoursSet(_month);

    /// <summary>The instant after 40 working hours.</summary>
    [Benchmark]
    public UtcInstant AddFortyHours() => _calendar.AddWorkingTime(_month.Start, 40 * UtcInstant.PerHour);
}
