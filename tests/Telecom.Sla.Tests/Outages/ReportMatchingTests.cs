using Telecom.Sla.Domain.Time;
using Telecom.Sla.Outages;
using Telecom.Sla.V1;

namespace Telecom.Sla.Tests.Outages;

/// <summary>Which outage a customer's report is about.</summary>
public sealed class ReportMatchingTests
{
    private const string First = "customers/acme/cases/first";
    private const string Second = "customers/acme/cases/second";

    [Fact]
    public async Task A_report_of_an_outage_that_goes_on_is_its_report()
    {
        OutageRig rig = await DownAsync("...xxxxxx");

        Assert.Equal([OutageEventKind.Reported], Report(rig, First, 7));
        OutageFact outage = Assert.Single(rig.State.Live);
        Assert.Equal((OutageRig.At(7).Microseconds, First, First), (outage.ReportedAtUs, Assert.Single(outage.Cases), Assert.Single(outage.Reports)));
        Assert.Empty(Report(rig, First, 7));
    }

    [Fact]
    public async Task The_earliest_report_says_when_and_every_case_is_linked()
    {
        OutageRig rig = await DownAsync("...xxxxxx");
        Report(rig, First, 8);
        Report(rig, Second, 6);

        OutageFact outage = Assert.Single(rig.State.Live);
        Assert.Equal(OutageRig.At(6).Microseconds, outage.ReportedAtUs);
        Assert.Equal([First, Second], outage.Cases);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(6, true)]
    [InlineData(8646, true)]
    [InlineData(8647, false)]
    public async Task A_report_belongs_to_an_outage_that_had_begun_and_ended_at_most_a_day_before(long slice, bool matches)
    {
        OutageRig rig = await DownAsync("...xxx....");

        Assert.Equal(matches ? [OutageEventKind.Reported] : [], Report(rig, First, slice));
        Assert.Equal(matches, Assert.Single(rig.State.Live).ReportedAtUs != 0);
    }

    [Fact]
    public async Task A_report_waits_for_an_outage_that_is_detected_later()
    {
        OutageRig rig = new();
        Assert.Empty(Report(rig, First, 7));
        rig.Measure(0, "...xxxxxx");
        await rig.WriteAsync();

        Assert.Equal([OutageEventKind.Detected, OutageEventKind.Reported], await rig.LookAsync(9));
        Assert.Equal(OutageRig.At(7).Microseconds, Assert.Single(rig.State.Live).ReportedAtUs);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task It_waits_no_longer_than_the_option_says(long beyondUs, bool matches)
    {
        OutageRig rig = new();
        Report(rig, First, 7);
        rig.Measure(0, "...xxxxxx");
        await rig.WriteAsync();

        IReadOnlyList<OutageEventKind> kinds = await rig.LookAsync(0, 9, OutageRig.At(7).Plus(UtcInstant.PerDay + beyondUs));
        Assert.Equal(matches, kinds.Contains(OutageEventKind.Reported));
    }

    [Fact]
    public async Task A_report_of_a_withdrawn_outage_goes_to_the_outage_that_took_its_place()
    {
        OutageRig rig = await DownAsync("...xxx....xxx....");
        Report(rig, First, 11);
        for (int slice = 6; slice < 10; slice++)
        {
            rig.Measure(slice, 100, 100, producer: 1);
        }

        await rig.WriteAsync();
        Assert.Equal([OutageEventKind.Revised, OutageEventKind.Withdrawn, OutageEventKind.Reported], await rig.LookAsync(0, 17, OutageRig.At(100_000)));
        OutageFact outage = Assert.Single(rig.State.Live);
        Assert.Equal((OutageRig.At(3).Microseconds, OutageRig.At(11).Microseconds), (outage.StartUs, outage.ReportedAtUs));
    }

    [Fact]
    public async Task A_linked_case_is_no_report()
    {
        OutageRig rig = await DownAsync("...xxxxxx");
        string name = Assert.Single(rig.State.Live).Name;

        Assert.Equal([OutageEventKind.Linked], rig.Take(OutageDecision.OfLink(rig.State, name, new FactLink(First, 0), OutageEventKind.Linked, OutageRig.At(9))));
        Assert.Empty(rig.Take(OutageDecision.OfLink(rig.State, name, new FactLink(First, 0), OutageEventKind.Linked, OutageRig.At(9))));
        OutageFact outage = Assert.Single(rig.State.Live);
        Assert.Equal((0L, First), (outage.ReportedAtUs, Assert.Single(outage.Cases)));
        Assert.Equal([OutageEventKind.Reported], Report(rig, First, 8));
        Assert.Equal([First], Assert.Single(rig.State.Live).Cases);
    }

    [Fact]
    public async Task A_later_version_of_a_link_is_told_and_an_earlier_one_is_not()
    {
        OutageRig rig = await DownAsync("...xxxxxx");
        string name = Assert.Single(rig.State.Live).Name;
        const string Exclusion = "customers/acme/exclusions/x1";
        Assert.Equal([OutageEventKind.Exclusion], Link(1));
        Assert.Empty(Link(1));
        Assert.Equal([OutageEventKind.Exclusion], Link(2));
        Assert.Empty(Link(1));
        Assert.Equal(new FactLink(Exclusion, 2), Assert.Single(Assert.Single(rig.State.Live).Exclusions));

        IReadOnlyList<OutageEventKind> Link(long version) =>
            rig.Take(OutageDecision.OfLink(rig.State, name, new FactLink(Exclusion, version), OutageEventKind.Exclusion, OutageRig.At(9)));
    }

    private static async Task<OutageRig> DownAsync(string slices)
    {
        OutageRig rig = new();
        rig.Measure(0, slices);
        await rig.WriteAsync();
        await rig.LookAsync(slices.Length);
        return rig;
    }

    private static IReadOnlyList<OutageEventKind> Report(OutageRig rig, string @case, long slice) =>
        rig.Take(rig.Decision.OfReport(rig.State, @case, OutageRig.At(slice).Microseconds, OutageRig.At(slice)));
}
