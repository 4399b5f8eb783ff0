namespace Telecom.Contracts.Tests.Lint;

public sealed class DefinitionTests
{
    [Theory]
    [InlineData("“Outage” means a loss of all traffic.\n\nOther terms follow.\n\n“Outage” means any period of errors above one percent.", "“Outage” means a loss of all traffic.\n\nOther terms follow.\n\n“Degradation” means any period of errors above one percent.")]
    [InlineData("Downtime means five minutes or more without service.\nThe line is leased.\nIn this annex, Downtime is any period in which probes fail.", "Downtime means five minutes or more without service.\nThe line is leased.\nDowntime has the meaning given in clause 1.")]
    [InlineData("\"Business Day\" means Monday to Friday.\n\"Fee\" means the charge.\n\"Business Day\" shall mean any day on which banks are open.", "\"Business Day\" means Monday to Friday.\n\"Fee\" means the charge.\nBusiness Days count from midnight.")]
    [InlineData("'Incident' means a reported fault.\n\nIncident is defined as an event that lowers quality.", "'Incident' means a reported fault.\n\nIncident reports carry a number.")]
    public void A_term_defined_twice_is_found(string planted, string mended) => Expect.Planted("term_defined_twice", planted, mended);

    [Theory]
    [InlineData("“Availability” means the share of time in which the portal answers.\n\nThe fee is monthly.\n\nThe portal is hosted.\n\nAvailability is calculated as (hours of service - outages) / hours of service.",
        "“Availability” means the share of time in which the portal answers, calculated under clause 4.\n\nThe fee is monthly.\n\nThe portal is hosted.\n\nAvailability is calculated as (hours of service - outages) / hours of service.")]
    [InlineData("“Service Uptime” shall mean the target less downtime.\n\nThe fee is monthly.\n\nThe portal is hosted.\n\nService Uptime shall be calculated as follows:\n\nTotal minutes – downtime x 100%\n\nTotal minutes – planned minutes",
        "The fee is monthly.\n\nThe portal is hosted.\n\nService Uptime shall be calculated as follows:\n\nTotal minutes – downtime x 100%\n\nTotal minutes – planned minutes")]
    [InlineData("Monthly Uptime Percentage means total minutes less outages.\nThe fee is due monthly.\nMonthly Uptime Percentage is defined as the share of good probes.", "Monthly Uptime Percentage means total minutes less outages.\nThe fee is due monthly.\nMonthly Uptime Percentage of 99.9% or more is promised.")]
    public void Availability_defined_in_two_ways_is_found(string planted, string mended) => Expect.Planted("availability_defined_twice", planted, mended);

    [Fact]
    public void A_formula_right_under_its_definition_is_one_definition() =>
        Expect.Absent("availability_defined_twice", "Availability means the share of good minutes of a month.\nAvailability is calculated as good minutes / all minutes.");

    [Theory]
    [InlineData("P3 Larger changes to screens that take 3 weeks to 2 months to build\nP2 Smaller changes\nP3 Larger changes to screens that take 3 weeks to 3 months to build", "P3 Larger changes to screens that take 3 weeks to 2 months to build\nP2 Smaller changes\nP3 Larger changes to screens that take 3 weeks to 2 months to build")]
    [InlineData("Gold: 99.9% uptime\nThe plans differ.\nGold: 99.5% uptime", "Gold: 99.9% uptime\nThe plans differ.\nSilver: 99.5% uptime")]
    [InlineData("Severity 1: engineer responds within 15 minutes\nLater on.\nSeverity 1: engineer responds within 30 minutes", "Severity 1: engineer responds within 15 minutes\nLater on.\nSeverity 2: engineer responds within 30 minutes")]
    public void One_label_with_two_figures_is_found(string planted, string mended) => Expect.Planted("definition_conflict", planted, mended);

    [Fact]
    public void Steps_of_a_schedule_are_no_conflict() =>
        Expect.Absent("definition_conflict", "Below 99.9%: a credit of 10% of the fee\nBelow 99.0%: a credit of 25% of the fee\nGold: answers within 1 hour\nSilver: answers within 2 hours");

    [Theory]
    [InlineData("Minor bugs take less than 2 days to fix.\nMajor bugs take more than 2 days to fix.", "Minor bugs take less than 2 days to fix.\nMajor bugs take 2 days or more to fix.")]
    [InlineData("Outages under five minutes are free; outages over five minutes earn a credit.", "Outages under five minutes are free; outages of at least five minutes earn a credit.")]
    [InlineData("Uptime below 99% earns 10%, uptime above 99% earns nothing.", "Uptime below 99% earns 10%, uptime from 99% earns nothing.")]
    [InlineData("Loss < 1% is good. Loss > 1% is bad.", "Loss < 1% is good. Loss >= 1% is bad.")]
    public void A_limit_that_belongs_to_neither_class_is_found(string planted, string mended) => Expect.Planted("definition_gap", planted, mended);

    [Fact]
    public void Steps_that_meet_leave_no_gap() =>
        Expect.Absent("definition_gap", "For uptime less than 99.9% but equal to or greater than 99.0% the credit is 10%; for uptime less than 99.0% it is 25%.");
}
