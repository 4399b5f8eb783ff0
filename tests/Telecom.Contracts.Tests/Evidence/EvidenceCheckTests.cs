using NodaTime;
using Telecom.Contracts.Evidence;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Tests.Evidence;

public sealed class EvidenceCheckTests
{
    private static readonly ExclusionTerms Windows = new("maintenance", DenominatorPolicy.LeavesBoth, ExclusionExtent.WholeRange, false, "2");

    [Theory]
    [InlineData("""{"month": "2026-04", "outages": [{"start": "2026-04-01T00:00:00Z", "cause": "third_party"}, {"start": "2026-04-01T00:00:00Z", "cause": "provider"}, {"start": "2026-04-01T00:00:00Z", "cause": "maintenance"}]}""")]
    [InlineData("""{"month": "2026-04", "exclusions": [{"start": "2026-04-01T00:00:00Z", "end": "2026-04-01T01:00:00Z", "category": "third_party"}]}""")]
    [InlineData("""{"month": "2026-04", "currency": "USD", "gates": {"planHasSla": true}, "settlements": [{"period": 0, "form": "card", "amount": 1}]}""")]
    [InlineData("""{"claims": [{"contents": {"ticketNumber": "T-1"}}], "cases": [{"id": "a", "severity": "P1", "cause": "minor_bug", "reportedAt": "2026-04-01T00:00:00Z"}]}""")]
    [InlineData("""{"cases": [{"id": "a", "severity": "P2", "cause": "whatever", "reportedAt": "2026-04-01T00:00:00Z"}], "commitments": [{"kind": "secrets", "at": "2026-04-01T00:00:00Z", "cause": "customer"}]}""")]
    [InlineData("""{"month": "2026-04", "calendar": {"opens": "16:59"}}""")]
    public void Evidence_with_codes_of_the_contract_passes(string json) => Assert.Empty(EvidenceCheck.Against(EvidenceTexts.Read(json), Contract));

    [Theory]
    [InlineData("""{"month": "2026-04", "outages": [{"start": "2026-04-01T00:00:00Z", "cause": "flood"}]}""", "outages[0].cause", "'flood' is not known to the contract; allowed: provider, maintenance, third_party", 77)]
    [InlineData("""{"month": "2026-04", "exclusions": [{"start": "2026-04-01T00:00:00Z", "end": "2026-04-01T01:00:00Z", "category": "provider"}]}""", "exclusions[0].category", "'provider' is not known to the contract; allowed: third_party", 114)]
    [InlineData("""{"month": "2026-04", "currency": "EUR"}""", "currency", "'EUR' is not the contract's currency, USD", 34)]
    [InlineData("""{"month": "2026-04", "gates": {"planHasSLA": true}}""", "gates.planHasSLA", "'planHasSLA' is not known to the contract; allowed: planHasSla", 46)]
    [InlineData("""{"month": "2026-04", "settlements": [{"period": 0, "form": "waiver", "amount": 1}]}""", "settlements[0].form", "'waiver' is not known to the contract; allowed: credit, card", 60)]
    [InlineData("""{"claims": [{"contents": {"ticket": "T-1"}}]}""", "claims[0].contents.ticket", "'ticket' is not known to the contract; allowed: ticketNumber", 37)]
    [InlineData("""{"commitments": [{"kind": "secret", "at": "2026-04-01T00:00:00Z"}]}""", "commitments[0].kind", "allowed: secrets", 27)]
    [InlineData("""{"commitments": [{"kind": "secrets", "at": "2026-04-01T00:00:00Z", "cause": "provder"}]}""", "commitments[0].cause", "allowed: provider, customer, third_party", 77)]
    [InlineData("""{"cases": [{"id": "a", "severity": "P9", "reportedAt": "2026-04-01T00:00:00Z"}]}""", "cases[0].severity", "'P9' is no severity of the contract; allowed: P1, P2", 36)]
    [InlineData("""{"cases": [{"id": "a", "severity": "P1", "cause": "huge_bug", "reportedAt": "2026-04-01T00:00:00Z"}]}""", "cases[0].cause", "'huge_bug' is no cause of severity 'P1'; allowed: minor_bug", 51)]
    [InlineData("""{"cases": [{"id": "a", "severity": "P1", "reportedAt": "2026-04-01T00:00:00Z"}]}""", "cases[0].cause", "is required for severity 'P1', one of minor_bug", 12)]
    [InlineData("""{"cases": [{"id": "a", "severity": "P2", "reportedAt": "2026-04-01T00:00:00Z", "events": [{"at": "2026-04-02T00:00:00Z", "type": "severity", "severity": "P1"}]}]}""", "cases[0].events[0].cause", "is required for severity 'P1'", 91)]
    [InlineData("""{"month": "2026-04", "events": [{"submittedAt": "2026-04-01T00:00:00Z"}]}""", "events", "has no objective over events", 32)]
    [InlineData("""{"measurements": [{"latencyMs": [1]}]}""", "measurements", "has no performance limits", 18)]
    [InlineData("""{"month": "2026-04", "parameters": {"rebateTable": []}}""", "parameters.rebateTable", "has no table of rebates", 52)]
    [InlineData("""{"month": "2026-04", "calendar": {"opens": "17:00"}}""", "calendar", "leave no working hours", 34)]
    public void A_code_that_the_contract_does_not_know_is_refused_with_its_place(string json, string path, string message, int column)
    {
        ContractError error = Assert.Single(EvidenceCheck.Against(EvidenceTexts.Read(json), Contract));
        Assert.Equal(path, error.Path);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(("evidence.json", 1, column), (error.File, error.Line, error.Column));
    }

    [Fact]
    public void Outages_need_a_plan_where_the_contract_has_several()
    {
        Agreement noPlan = new("net", "", [Contract.Versions[0] with { Terms = Contract.Versions[0].Terms with { Availability = null } }]);
        EvidenceDocument evidence = EvidenceTexts.Read("""{"month": "2026-04", "outages": [{"start": "2026-04-01T00:00:00Z"}]}""");

        ContractError error = Assert.Single(EvidenceCheck.Against(evidence, noPlan, ["standard", "premium"]));
        Assert.Equal(("plan", "is required, one of standard, premium"), (error.Path, error.Message));

        // A claim window is the same in every plan.
        Assert.Empty(EvidenceCheck.Against(
            EvidenceTexts.Read("""{"outages": [{"start": "2026-04-01T00:00:00Z"}], "claims": [{"outage": 0}]}"""), noPlan, ["standard", "premium"]));
    }

    [Fact]
    public void Time_is_refused_by_a_contract_that_promises_no_availability()
    {
        Agreement events = new("tasks", "only", [Contract.Versions[0] with { Terms = Contract.Versions[0].Terms with { Availability = null } }]);
        EvidenceDocument evidence = EvidenceTexts.Read("""
            {"month": "2026-04", "outages": [{"start": "2026-04-01T00:00:00Z"}], "unmeasured": [{"start": "2026-04-01T00:00:00Z", "end": "2026-04-02T00:00:00Z"}],
             "maintenance": [{"start": "2026-04-01T00:00:00Z", "end": "2026-04-02T00:00:00Z"}]}
            """);
        IReadOnlyList<ContractError> errors = EvidenceCheck.Against(evidence, events, ["only"]);
        Assert.Equal(["outages", "unmeasured", "maintenance"], errors.Select(error => error.Path));
        Assert.All(errors, error => Assert.Contains("'tasks' promises no availability", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Settlements_together_stay_within_the_credit_but_discretionary_ones_need_not()
    {
        Statement statement = Samples.Statement with { Periods = [Samples.Period, Samples.Period with { Credit = null }] };
        Assert.Empty(Settle("""{"period": 0, "form": "credit", "amount": "10.00"}, {"period": 0, "form": "card", "amount": "1.57"}, {"period": 0, "form": "discretionary", "amount": "500"}"""));

        ContractError over = Assert.Single(Settle("""{"period": 0, "form": "credit", "amount": "10.00"}, {"period": 0, "form": "card", "amount": "1.58"}"""));
        Assert.Equal("settlements[1].amount", over.Path);
        Assert.Contains("makes 11.58 settled of the credit of 11.57", over.Message, StringComparison.Ordinal);

        Assert.Equal("settlements[0].period", Assert.Single(Settle("""{"period": 1, "form": "credit", "amount": 1}""")).Path);
        Assert.Contains("its periods are 0 to 1", Assert.Single(Settle("""{"period": 2, "form": "credit", "amount": 1}""")).Message, StringComparison.Ordinal);

        IReadOnlyList<ContractError> Settle(string settlements) => EvidenceCheck.AfterRating(
            EvidenceTexts.Read($$"""{"month": "2026-04", "settlements": [{{settlements}}]}"""), statement);
    }

    private static Agreement Contract { get; } = new("net", "only",
    [
        new AgreementVersion("1", new UtcInstant(0), new RatingTerms
        {
            Zone = DateTimeZone.Utc,
            Currency = "USD",
            Period = PeriodKind.CalendarMonth,
            Calendar = new CalendarTerms(DateTimeZone.Utc, [], [], 540, 1020),
            Availability = new AvailabilityTerms
            {
                Target = new Ratio(999, 1000),
                Clause = "1",
                Maintenance = Windows,
                Exclusions = new Dictionary<string, ExclusionTerms> { ["third_party"] = Windows with { Category = "third_party" } },
            },
            Claims = new ClaimTerms(
                null, new ClaimWindow(7, ClaimUnit.Days, ClaimAnchor.OutageEnd, "5"), ClaimScope.Period,
                [new RequiredContent("ticketNumber", null, "missing_ticket_number")], CreditMonthRule.MonthAfterReceipt, "5"),
            Gates = [new GateTerms("planHasSla", "no_sla_on_plan", GateTest.Scope, "0")],
            Cases = new CaseTerms(
                [
                    new CaseLevel("P1", "minor_bug", "Minor bug", new CaseTarget(1, "3"), null, null, false, false),
                    new CaseLevel("P2", null, "Other", new CaseTarget(2, "3"), null, null, false, false),
                ],
                SeverityChangePolicy.NeverLater, CaseTimeBasis.Elapsed),
            Commitments = [new CommitmentTerms("secrets", "provider", false, "4")],
            Settlements = new Dictionary<SettlementForm, string> { [SettlementForm.Card] = "5" },
        }, []),
    ]);
}
