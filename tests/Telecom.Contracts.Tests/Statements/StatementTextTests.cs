using NodaTime;
using Telecom.Contracts.Statements;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Tests.Statements;

public sealed class StatementTextTests
{
    private const string Golden = """
        Statement: net, version 2026-01, plan standard
          zone                Asia/Dubai
          as of               all that is known
          readings            IP-R1: pro_rata, IP-R3: whole_month

        Period 0: month from 2026-04-01T00:00:00+04:00 to 2026-05-01T00:00:00+04:00, final, version 2026-01
          total               43200 min, service time 43200 min
          measured            50.166667 min of outages, 100.0000 % of the service time measured
          cut out             0.166667 min excluded, of these 0.166667 min planned
          downtime            50 min that the contract counts
          availability        99.8843 %, target 99.9000 %
          budget              43.2 min, -6.8 min left
          performance         gulf: latency p95 49.999999 ms, must be < 50 ms: met (clause performance)
          verdict             breached
          credit              due: 11.57 AED
            basis             1000.00 AED x 1.1574 % = 11.57 AED (rate shown rounded, computed exactly)
            cap               1000.00 AED; rate after the cap 1.1574 %
            days              2026-04-07
            invoice 2026-05   11.57 AED
            invoice 2026-06   cannot be said: that invoice is not stated
            under             IP-R1: pro_rata (chosen): 11.57 AED, breached
            under             IP-R1: floor: 0.00 AED, breached
            settled           5.00 AED as waiver at 2026-05-11T00:00:00+04:00, decided by billing: as agreed
          - downtime 50 min of 43200 min (clause availability): 10 % x 50 / 43200 x 100 of the fee

        Claims
          claim 0             accepted (eligible); ticket until 2026-04-02T00:00:00+04:00 inclusive; claim before
                              2026-04-09T00:00:00+04:00; credited on 2026-05; strictest reading: refused,
                              2026-04-08T00:00:00+04:00; open: root_cause_details
          claim 1             not examined (not_examined); claim until 2026-04-02T00:00:00+04:00 inclusive

        Cases
          C-1                 waiting; 390 min left on the next clock
            respond           met; target 60 min, due 2026-04-01T01:00:00+04:00; ran 0.333333 min, stood 0 min (clause
                              12.3): report + 1 h
            resolve           open; target as agreed, no deadline yet; ran 90 min, stood 30 min (clause 12.3): no time
                              agreed
            fix               open; target 480 min, due 2026-04-01T08:00:00+04:00; ran 90 min, stood 0 min (clause
                              12.3): response + 8 h
          - reported at midnight
          - no acceptance stated

        Commitments
          secrets             breached at 2026-04-01T00:00:00.000001+04:00; the text attaches no remedy (clause 1)

        Rights
          cancellation        not due; credits are 8.3333 % of the annual charges (clause cancel)
          other               cannot be said (clause x)

        Assumptions
          - gate planHasSla was not examined

        """;

    [Fact]
    public void A_statement_reads_as_it_was_worked_out_by_hand() => Assert.Equal(Golden, StatementText.Render(Samples.Statement));

    [Fact]
    public void A_year_of_events_without_credit_shows_what_is_there_and_nothing_else()
    {
        PeriodStatement year = new()
        {
            Span = PeriodSpan.Year,
            Range = new TimeRange(UtcInstant.From(Instant.FromUtc(2026, 1, 1, 0, 0)), UtcInstant.From(Instant.FromUtc(2027, 1, 1, 0, 0))),
            Version = "1",
            Final = false,
            Verdict = ObjectiveState.OnTrack,
            Events = new EventStatement(899, 101, 1, 2, 3, false),
        };
        Statement statement = Samples.Statement with
        {
            Plan = "",
            Zone = DateTimeZone.Utc,
            Currency = null,
            Readings = new Dictionary<string, string>(),
            Assumptions = [],
            Claims = [],
            Cases = [],
            Commitments = [],
            Rights = [],
            Periods = [year, year with { Events = null, Credit = new CreditStatement { Status = CreditStatus.ScheduleMissing, Basis = 800m, Cap = 200m } }],
        };

        Assert.Equal(
            """
            Statement: net, version 2026-01
              zone                UTC
              as of               all that is known

            Period 0: year from 2026-01-01T00:00:00Z to 2027-01-01T00:00:00Z, to date, version 1
              events              899 on time and 101 late of 1000; 1 pending, 2 ignored, 3 excused; provisional
              on time             89.9000 %
              verdict             on_track

            Period 1: year from 2026-01-01T00:00:00Z to 2027-01-01T00:00:00Z, to date, version 1
              verdict             on_track
              credit              schedule_missing: no amount can be said
                basis             800.00
                cap               200.00

            """,
            StatementText.Render(statement));
    }

    [Fact]
    public void Bounds_are_shown_where_they_differ()
    {
        string text = StatementText.Render(Samples.Statement with { Periods = [Samples.Period with { Low = new Ratio(1, 2) }] });
        Assert.Contains("availability        99.8843 % (between 50.0000 % and 99.8843 %, as unmeasured time was down or up), target\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_wider_than_110_columns_and_none_holds_a_control_character()
    {
        string longWord = new('x', 500);
        string words = string.Join(' ', Enumerable.Range(0, 200).Select(i => new string('w', i % 13 + 1)));
        Statement statement = Samples.Statement with
        {
            Contract = longWord,
            Assumptions = [words, longWord, "a\u001b[2Jb\nc\td", ""],
            Cases = [Samples.Case with { Id = longWord }, Samples.Case with { Id = "two\nlines" }],
            Rights = [new RightStatement(words, true, null, longWord)],
        };

        string text = StatementText.Render(statement);

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 110));
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.Contains("- a?[2Jb c d\n", text, StringComparison.Ordinal);
        Assert.Contains("two lines", text, StringComparison.Ordinal);
        Assert.Equal(text, StatementText.Render(statement));
    }
}
