using Telecom.Contracts.Tests.Form;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Tests.Agreements;

public sealed class AgreementTests
{
    private static readonly ContractDocument Full = ContractFiles.Read(FullDocument.Text);
    private static readonly ContractDocument Infopromo = ContractFiles.Read(ContractFiles.Infopromo);

    [Fact]
    public void Every_section_becomes_terms()
    {
        RatingTerms terms = Terms("gold");
        Assert.Equal(("UTC", "USD", PeriodKind.BillingCycle), (terms.Zone.Id, terms.Currency, terms.Period));
        Assert.Equal(("Asia/Dubai", 540, 1050), (terms.Calendar.Zone.Id, terms.Calendar.OpensMinute, terms.Calendar.ClosesMinute));
        AvailabilityTerms availability = terms.Availability!;
        Assert.Equal((new Ratio(9999, 10_000), "a", new Ratio(998, 1000)), (availability.Target, availability.Clause, availability.YearTarget));
        Assert.Equal((ServiceTimeKind.Workdays, AccrualStart.RecognitionAndNotice, true, true), (availability.ServiceTime, availability.Accrual, availability.NeedsConfirmation, availability.AccessibleIsUp));
        Assert.Equal((MissingDataPolicy.Exclude, 5 * UtcInstant.PerSecond, 2 * UtcInstant.PerSecond, "prober"), (availability.MissingData, availability.MergeGapUs, availability.MinimumOutageUs, availability.SourceOfRecord));
        Assert.Equal(new ExclusionTerms("maintenance", DenominatorPolicy.LeavesBoth, ExclusionExtent.OutagePart, true, "a"), availability.Maintenance);
        Assert.Equal(new ExclusionTerms("force_majeure", DenominatorPolicy.LeavesDowntime, ExclusionExtent.WholeRange, false, "a"), availability.Exclusions["force_majeure"]);
        Assert.Equal((15 * UtcInstant.PerMinute, Ratio.Percent(90), EventMonth.Submission, true), (terms.Events!.StartWithinUs, terms.Events.Target, terms.Events.Month, terms.Events.ExcusesApply));
        Assert.Equal(["force_majeure", "account_locked"], terms.Events.Excuses);
        Assert.Equal("north", Assert.Single(Assert.Single(terms.Performance).ExceptRegions));
        TierCreditTerms credit = Assert.IsType<TierCreditTerms>(terms.Credit);
        Assert.Equal([new CreditTier(Ratio.Percent(99), new Ratio(999, 1000), Ratio.Percent(10)), new CreditTier(Ratio.Zero, Ratio.Percent(99), Ratio.Percent(25))], credit.Tiers!);
        Assert.Equal((CreditBasis.AffectedCreditable, new CapTerms(Ratio.Percent(25), null, "a"), new MinimumTerms(1.00m, true, "a"), "12.1"), (credit.Basis, credit.Cap, credit.Minimum, credit.Clause));
        Assert.Equal(new ClaimWindow(24, ClaimUnit.Hours, ClaimAnchor.OutageEnd, "a"), terms.Claims!.Ticket);
        Assert.Equal(new ClaimWindow(7, ClaimUnit.Days, ClaimAnchor.OutageEnd, "12.1"), terms.Claims.Claim);
        Assert.Equal(
            [new RequiredContent("subject", "SLA Credit", "missing_subject"), new RequiredContent("ticketNumber", null, "missing_ticket_number"), new RequiredContent("logs", null, "no_logs")],
            terms.Claims.Contents);
        Assert.Equal(new GateTerms("planHasSla", "no_sla", GateTest.Scope, "a"), Assert.Single(terms.Gates));
        Assert.Equal([("P1", null, 4L), ("P1", "major_bug", 8L), ("P2", (string?)null, 80L)], terms.Cases!.Levels.Select(level => (level.Severity, level.Cause, level.Respond!.TargetUs!.Value / UtcInstant.PerHour)));
        Assert.Equal((true, false, true), (terms.Cases.Levels[0].PausesWhileWaiting, terms.Cases.Levels[0].NeedsAcceptance, terms.Cases.Levels[2].NeedsAcceptance));
        Assert.Equal(new CaseTarget(null, "a"), terms.Cases.Levels[2].Fix);
        Assert.Null(terms.Cases.Levels[2].Resolve);
        Assert.Equal(new CommitmentTerms("secrets_kept", "provider", false, "a"), Assert.Single(terms.Commitments));
        Assert.Equal(new ObligationTerms("root_cause", "Tell why", "12.1"), Assert.Single(terms.Obligations));
        Assert.Equal(new RightTerms("cancellation", Ratio.Percent(25), "a"), Assert.Single(terms.Rights));
        Assert.Equal("12.1", terms.Settlements[SettlementForm.Offset]);
        Assert.Equal("a", terms.PerformanceCreditClause);
        Assert.Equal(("soft_target", "It is soft"), (Assert.Single(Full.Reviewed).Code, Full.Reviewed[0].Message));
    }

    [Fact]
    public void A_reading_turns_every_parameter_that_rests_on_it()
    {
        RatingTerms terms = Terms(
            "gold",
            ("X-R1", "berlin"), ("X-R2", "calendar_month"), ("X-R3", "short"), ("X-R4", "minutes"), ("X-R5", "definition_1"), ("X-R6", "measured"),
            ("X-R7", "start_month"), ("X-R8", "jitter"), ("X-R9", "week"), ("X-R10", "empty"), ("X-R11", "start"), ("X-R12", "business"));
        Assert.Equal(("Europe/Berlin", PeriodKind.CalendarMonth, 720), (terms.Zone.Id, terms.Period, terms.Calendar.ClosesMinute));
        Assert.Equal((86 * UtcInstant.PerMinute, AvailabilityFormula.TargetMinusDowntime, AccrualStart.Measured), (terms.Availability!.DowntimeLimitUs, terms.Availability.Formula, terms.Availability.Accrual));
        Assert.Equal((EventMonth.Start, PerformanceStatistic.JitterMean), (terms.Events!.Month, terms.Performance[0].Limit.Statistic));
        Assert.Equal((new CapTerms(null, 7, "a"), null), (terms.Credit!.Cap, Assert.IsType<TierCreditTerms>(terms.Credit).Tiers));
        Assert.Equal((ClaimAnchor.OutageStart, ClaimAnchor.OutageStart), (terms.Claims!.Ticket!.Anchor, terms.Claims.Claim.Anchor));
        Assert.Equal(CaseTimeBasis.WorkingHours, terms.Cases!.TimeBasis);
        Assert.Equal(new CapTerms(new Ratio(12, 52), null, "a"), Terms("gold", ("X-R9", "year_week")).Credit!.Cap);
        Assert.Null(Terms("gold", ("X-R9", "no_cap")).Credit!.Cap);
    }

    [Theory]
    [InlineData("pro_rata", CreditSteps.ProRata)]
    [InlineData("floor", CreditSteps.Whole)]
    [InlineData("ceil", CreditSteps.Started)]
    [InlineData("shortfall", CreditSteps.Shortfall)]
    public void The_chosen_option_may_be_named_like_the_others(string option, CreditSteps steps) =>
        Assert.Equal(steps, Assert.IsType<RateCreditTerms>(Get(Infopromo, "standard", ("IP-R1", option)).Newest.Terms.Credit).Steps);

    [Fact]
    public void Alternatives_are_the_terms_under_every_option_with_the_other_readings_as_chosen()
    {
        foreach (ContractReading varied in Full.Readings)
        {
            foreach (string option in varied.Options)
            {
                AgreementVersion version = Get(Full, "basic", (varied.Id, option)).Newest;
                Assert.Equal(Full.Readings.Sum(reading => reading.Options.Count), version.Alternatives.Count);
                foreach (ContractReading reading in Full.Readings)
                {
                    TermsAlternative[] alternatives = [.. version.Alternatives.Where(alternative => alternative.Reading == reading.Id)];
                    Assert.Equal(reading.Options, alternatives.Select(alternative => alternative.Option));
                    TermsAlternative chosen = Assert.Single(alternatives, alternative => alternative.Chosen);
                    Assert.Equal(reading.Id == varied.Id ? option : reading.Option, chosen.Option);
                    Assert.Same(version.Terms, chosen.Terms);
                }

                // One that turns two readings at once is the agreement that is asked for with both.
                TermsAlternative week = version.Alternatives.Single(alternative => alternative is { Reading: "X-R9", Option: "week" });
                RatingTerms both = Get(Full, "basic", varied.Id == "X-R9" ? [("X-R9", "week")] : [(varied.Id, option), ("X-R9", "week")]).Newest.Terms;
                Assert.Equal((both.Credit!.Cap, both.Zone, both.Period, both.Claims!.Claim), (week.Terms.Credit!.Cap, week.Terms.Zone, week.Terms.Period, week.Terms.Claims!.Claim));
            }
        }
    }

    [Fact]
    public void Unknown_plans_readings_and_options_are_refused_together_with_what_there_is()
    {
        AgreementResult result = Full.Agreement("silver", new Dictionary<string, string> { ["X-R5"] = "third", ["IP-R1"] = "floor" });
        Assert.Null(result.Agreement);
        Assert.Equal(["plan", "readings.IP-R1", "readings.X-R5"], result.Errors.Select(error => error.Field));
        Assert.Equal("'silver' is no plan of full; plans: basic, gold", result.Errors[0].Message);
        Assert.Contains("readings: X-R1, X-R10, X-R11, X-R12, X-R2", result.Errors[1].Message, StringComparison.Ordinal);
        Assert.Equal("readings.X-R5: 'third' is no option of X-R5; options: uptime_share, definition_1", result.Errors[2].ToString());
    }

    [Fact]
    public void Without_a_plan_nothing_is_rated_in_which_plans_differ()
    {
        Agreement agreement = Get(Full, null);
        Assert.Equal("", agreement.Plan);
        Assert.Null(agreement.Newest.Terms.Availability);
        Assert.Empty(agreement.Newest.Terms.Performance);
        Assert.NotNull(agreement.Newest.Terms.Cases);
        Assert.Equal(3, Get(Infopromo, null).Newest.Terms.Performance.Count);

        // Where there is one plan, it is meant.
        string single = FullDocument.Text.With("      - {id: gold, name: Gold, availability_target: {value: 99.99 %, clause: a}}\n", "").With("        plans: [gold]\n", "").Replace("plan: gold", "plan: basic", StringComparison.Ordinal);
        Agreement only = Get(ContractFiles.Read(single), null);
        Assert.Equal("basic", only.Plan);
        Assert.NotNull(only.Newest.Terms.Availability);
    }

    [Fact]
    public void An_agreement_is_made_once_for_each_choice_and_not_kept_without_end()
    {
        Agreement first = Get(Full, "gold", ("X-R5", "definition_1"), ("X-R9", "week"));
        Assert.Same(first, Get(Full, "gold", ("X-R9", "week"), ("X-R5", "definition_1")));
        Assert.NotSame(first, Get(Full, "basic", ("X-R5", "definition_1"), ("X-R9", "week")));
        Assert.NotSame(first, Get(Full, "gold", ("X-R5", "definition_1")));

        ContractDocument own = ContractFiles.Read(FullDocument.Text);
        Agreement before = Get(own, "gold");
        string[][] options = [.. own.Readings.Take(9).Select(reading => reading.Options.Take(2).ToArray())];
        for (int choice = 0; choice < 512; choice++)
        {
            _ = Get(own, "gold", [.. options.Select((pair, index) => (own.Readings[index].Id, pair[(choice >> index) & 1]))]);
        }

        Assert.NotSame(before, Get(own, "gold"));
    }

    [Fact]
    public async Task Many_threads_may_ask_at_once()
    {
        ContractDocument own = ContractFiles.Read(FullDocument.Text);
        Agreement[] agreements = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => Get(own, i % 2 == 0 ? "gold" : "basic"))));
        Assert.All(agreements, (agreement, i) => Assert.Equal(i % 2 == 0 ? "gold" : "basic", agreement.Plan));
        Assert.Equal(2, agreements.Distinct().Count());
    }

    [Fact]
    public void Each_version_has_its_own_terms_and_a_plan_that_a_version_lacks_goes_on()
    {
        string yaml = ContractFiles.Infopromo;
        int from = yaml.IndexOf("  - version: 2026-01", StringComparison.Ordinal);
        int to = yaml.IndexOf("\n# What only a reader", StringComparison.Ordinal);
        string second = yaml[from..to].With("version: 2026-01", "version: 2030-01").With("effective_from: 2020-01-01", "effective_from: 2030-01-01")
            .With("steps: {value: pro_rata, clause: credits, reading: IP-R1, otherwise: {floor: whole, ceil: started, shortfall: shortfall},", "steps: {value: whole, clause: credits,")
            .With("      - id: standard", "      - {id: business, name: Business, availability_target: {value: 99 %, clause: availability}}\n      - id: standard");
        ContractDocument document = ContractFiles.Read(yaml.Insert(to, "\n" + second)
            .With("      - id: standard", "      - {id: basic, name: Basic, availability_target: {value: 99 %, clause: availability}}\n      - id: standard"));
        Agreement standard = Get(document, "standard", ("IP-R1", "ceil"));
        Assert.Equal([CreditSteps.Started, CreditSteps.Whole], standard.Versions.Select(version => Assert.IsType<RateCreditTerms>(version.Terms.Credit).Steps));
        Assert.Contains(standard.Versions[0].Alternatives, alternative => alternative is { Reading: "IP-R1", Option: "ceil", Chosen: true });
        Assert.DoesNotContain(standard.Versions[1].Alternatives, alternative => alternative.Reading == "IP-R1");
        Assert.Equal(["2026-01"], Get(document, "basic").Versions.Select(version => version.Id));
        Assert.Equal(["2030-01"], Get(document, "business").Versions.Select(version => version.Id));
    }

    [Fact]
    public void A_parameter_takes_the_value_of_the_option()
    {
        Parameter<int> parameter = new(1, "a", ParameterOrigin.Text, "X-R1", null) { Option = "one", Otherwise = new Dictionary<string, int> { ["two"] = 2 } };
        Assert.Equal(1, parameter.Under(new Dictionary<string, string>()));
        Assert.Equal(1, parameter.Under(new Dictionary<string, string> { ["X-R1"] = "one" }));
        Assert.Equal(2, parameter.Under(new Dictionary<string, string> { ["X-R1"] = "two" }));
        Assert.Equal(1, parameter.Under(new Dictionary<string, string> { ["X-R1"] = "three" }));
        Assert.Equal(1, parameter.Under(new Dictionary<string, string> { ["X-R2"] = "two" }));
    }

    [Fact]
    public void Readings_of_the_document_are_listed_with_their_options()
    {
        Assert.Equal(["IP-R1", "IP-R3", "IP-R4", "IP-R6", "IP-R7"], Infopromo.Readings.Select(reading => reading.Id));
        Assert.Equal(["pro_rata", "floor", "ceil", "shortfall"], Infopromo.Readings[0].Options);
        Assert.Equal(("credits", "pro_rata"), (Infopromo.Readings[0].Clause, Infopromo.Readings[0].Option));
        ContractParameter respond = Infopromo.Parameters.First(parameter => parameter.Path == "versions[0].cases.levels[0].respond");
        Assert.Equal(("15 min", "support", "IP-R5"), (respond.Value, respond.Clause, respond.Reading));
        Assert.Equal(["5 min", "15 min"], respond.Range);
        Assert.Contains("respond: {value: 15 min", ContractFiles.Infopromo.Split('\n')[respond.Line - 1], StringComparison.Ordinal);
    }

    private static RatingTerms Terms(string plan, params (string Reading, string Option)[] readings) => Get(Full, plan, readings).Newest.Terms;

    private static Agreement Get(ContractDocument document, string? plan, params (string Reading, string Option)[] readings)
    {
        AgreementResult result = document.Agreement(plan, readings.ToDictionary(reading => reading.Reading, reading => reading.Option));
        Assert.True(result.IsValid, string.Join(Environment.NewLine, result.Errors));
        return result.Agreement;
    }
}
