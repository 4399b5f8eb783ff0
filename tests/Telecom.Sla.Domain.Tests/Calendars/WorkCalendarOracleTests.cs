using NodaTime;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Calendars;

public sealed class WorkCalendarOracleTests
{
    private static readonly string[] s_zones =
    [
        "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Dubai", "Asia/Kathmandu", "America/Sao_Paulo", "America/Havana",
    ];

    [Fact]
    public void Working_time_agrees_with_a_walk_minute_by_minute() =>
        Seeds.ForEach(150, random =>
        {
            MinuteWalk walk = MinuteWalk.Random(random, 8, s_zones);
            (UtcInstant from, UtcInstant to) = Two(walk, random);
            long expected = walk.WorkingTime(from, to);
            Assert.Equal(expected, walk.Calendar.WorkingTime(from, to));
            Assert.Equal(expected, walk.Calendar.WorkingHoursSet(new TimeRange(from, to)).Length);
            Assert.Equal(expected, walk.Calendar.WorkingHours(new TimeRange(from, to)).Sum(range => range.Length));
        });

    [Fact]
    public void The_end_of_working_time_agrees_with_a_walk_minute_by_minute() =>
        Seeds.ForEach(150, random =>
        {
            MinuteWalk walk = MinuteWalk.Random(random, 10, s_zones);
            UtcInstant from = walk.RandomInstant(random);
            long left = walk.WorkingTime(from, walk.End);
            long us = random.Next(4) == 0 ? left : random.NextInt64(left + 1);
            Assert.Equal(walk.AddWorkingTime(from, us), walk.Calendar.AddWorkingTime(from, us));
        });

    [Fact]
    public void The_end_of_working_time_is_the_first_instant_with_it() =>
        Seeds.ForEach(150, random =>
        {
            MinuteWalk walk = MinuteWalk.Random(random, 5, s_zones);
            UtcInstant from = walk.RandomInstant(random);
            if (walk.Calendar.Weekend.Count == 7)
            {
                return;
            }

            // At most two hundred workdays, which is under four years of one workday a week.
            long us = random.NextInt64(1, 200 * (walk.Calendar.Closes - walk.Calendar.Opens) * UtcInstant.PerMinute);
            UtcInstant end = walk.Calendar.AddWorkingTime(from, us);
            Assert.Equal((us, us - 1), (walk.Calendar.WorkingTime(from, end), walk.Calendar.WorkingTime(from, end.Plus(-1))));
        });

    [Fact]
    public void Workdays_agree_with_the_dates_that_the_wall_clock_shows() =>
        Seeds.ForEach(100, random =>
        {
            MinuteWalk walk = MinuteWalk.Random(random, 12, s_zones);
            (UtcInstant from, UtcInstant to) = Two(walk, random);
            TimeSet expected = TimeSet.Of(Enumerable.Range(0, walk.Index(walk.End))
                .Where(i => walk.IsWorkday(walk.Date(i)))
                .Select(i => new TimeRange(walk.Minute(i), walk.Minute(i + 1)).Intersect(new TimeRange(from, to))));
            Assert.Equal(expected, walk.Calendar.WorkdaySet(new TimeRange(from, to)));
            Assert.All(walk.Calendar.Workdays(new TimeRange(from, to)), range => Assert.Equal(DateOf(range.Start, walk), DateOf(range.End.Plus(-1), walk)));
        });

    [Fact]
    public void A_window_of_days_ends_when_the_wall_clock_leaves_the_last_day() =>
        Seeds.ForEach(100, random =>
        {
            MinuteWalk walk = MinuteWalk.Random(random, 12, s_zones);
            UtcInstant at = walk.RandomInstant(random);
            int days = random.Next(0, 12);
            LocalDate last = DateOf(at, walk).PlusDays(days);
            int[] after = [.. Enumerable.Range(0, walk.Index(walk.End)).Where(i => walk.Date(i) > last).Take(1)];
            if (after.Length == 1)
            {
                Assert.Equal(walk.Minute(after[0]), DayWindows.EndAfterDays(at, days, walk.Calendar.Zone));
            }
        });

    [Fact]
    public void A_window_of_business_days_ends_with_the_last_of_them() =>
        Seeds.ForEach(100, random =>
        {
            MinuteWalk walk = MinuteWalk.Random(random, 15, s_zones);
            UtcInstant at = walk.RandomInstant(random);
            int days = random.Next(0, 8);
            LocalDate zero = DateOf(at, walk);
            LocalDate[] dates = [.. Enumerable.Range(0, walk.Index(walk.End)).Select(walk.Date).Distinct().Where(date => date > zero && walk.IsWorkday(date))];
            if (dates.Length >= days)
            {
                LocalDate last = days == 0 ? zero : dates[days - 1];
                int end = Enumerable.Range(0, walk.Index(walk.End)).Last(i => walk.Date(i) == last) + 1;
                Assert.Equal(walk.Minute(end), DayWindows.EndAfterBusinessDays(at, days, walk.Calendar));
            }
        });

    private static LocalDate DateOf(UtcInstant at, MinuteWalk walk) => at.ToInstant().InZone(walk.Calendar.Zone).Date;

    private static (UtcInstant From, UtcInstant To) Two(MinuteWalk walk, Random random)
    {
        UtcInstant one = walk.RandomInstant(random);
        UtcInstant other = walk.RandomInstant(random);
        return (UtcInstant.Min(one, other), UtcInstant.Max(one, other));
    }
}
