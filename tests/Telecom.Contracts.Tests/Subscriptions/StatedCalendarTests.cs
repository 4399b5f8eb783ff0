using NodaTime;
using Telecom.Catalog.V1;
using Telecom.Contracts.Subscriptions;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Tests.Subscriptions;

public sealed class StatedCalendarTests
{
    private static readonly CalendarTerms s_contract = new(DateTimeZone.Utc, [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], [new LocalDate(2026, 1, 1)], 540, 1020);

    [Fact]
    public void What_is_not_stated_is_the_contracts()
    {
        CalendarTerms same = Read(new WorkCalendar()).Over(s_contract);
        Assert.Equal(s_contract, same);
        Assert.Same(s_contract.Weekend, same.Weekend);

        CalendarTerms own = Read(new WorkCalendar { Weekend = { "SUN", "FRI" }, Holidays = { "2026-05-27", "2026-05-26" }, Opens = "00:00", Closes = "24:00", TimeZone = "Asia/Dubai" })
            .Over(s_contract);
        Assert.Equal([IsoDayOfWeek.Friday, IsoDayOfWeek.Sunday], own.Weekend);
        Assert.Equal([new LocalDate(2026, 5, 26), new LocalDate(2026, 5, 27)], own.Holidays);
        Assert.Equal(("Asia/Dubai", 0, 1440), (own.Zone.Id, own.OpensMinute, own.ClosesMinute));
    }

    [Fact]
    public void An_empty_weekend_counts_when_it_is_stated()
    {
        Assert.Equal(s_contract.Weekend, Read(new WorkCalendar { Opens = "08:00" }).Over(s_contract).Weekend);
        Assert.Empty(Read(new WorkCalendar { WeekendStated = true }).Over(s_contract).Weekend);
    }

    /// <summary>Version 1 opens at 09:00, version 2 at 12:00, and at 13:00 under the other option of a reading.</summary>
    [Theory]
    [InlineData("13:01", null, null)]
    [InlineData("13:00", "2", "13:00")]
    [InlineData("12:00", "2", "12:00")]
    [InlineData("09:00", "1", "09:00")]
    public void Hours_are_held_against_every_version_and_every_reading(string closes, string? version, string? opens)
    {
        Agreement agreement = new(
            "c",
            "p",
            [
                new AgreementVersion("1", new UtcInstant(0), Opening(9), []),
                new AgreementVersion("2", new UtcInstant(1), Opening(12), [new TermsAlternative("R", "noon", true, Opening(12)), new TermsAlternative("R", "later", false, Opening(13))]),
            ]);
        string[] expected = version is null ? [] : [$"'{closes}' leaves no working hours with opens of version {version} of the contract, '{opens}'; give both opens and closes"];
        CalendarError[] errors = [.. Read(new WorkCalendar { Closes = closes }).Against(agreement)];
        Assert.Equal(expected, errors.Select(error => error.Message));
        Assert.All(errors, error => Assert.Equal(("closes", "OUT_OF_RANGE"), (error.Field, error.Reason)));

        // Both stated is the subscription's own affair.
        Assert.Empty(Read(new WorkCalendar { Opens = "00:00", Closes = closes }).Against(agreement));
    }

    private static StatedCalendar Read(WorkCalendar calendar)
    {
        List<CalendarError> errors = [];
        StatedCalendar stated = StatedCalendar.Read(calendar, errors);
        Assert.Empty(errors);
        return stated;
    }

    private static RatingTerms Opening(int hour) => new()
    {
        Zone = DateTimeZone.Utc,
        Period = PeriodKind.CalendarMonth,
        Calendar = s_contract with { OpensMinute = hour * 60 },
    };
}
