using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Reports;

public sealed class CaseCopyTests
{
    [Fact]
    public void A_copy_stays_as_it_is_while_the_case_goes_on()
    {
        var core = new CaseCore("customers/acme/cases/c1", new CaseOpened(new CaseContent("customers/acme/subscriptions/main", "1", "Slow", "", ""), 10, "Ada"), 10);
        Take(core, CaseStep.Acknowledged, 20);
        Take(core, CaseStep.Alarm, 30, "respond/50");
        CaseCore copy = core.Copy();
        Take(core, CaseStep.Resolved, 40);
        Take(core, CaseStep.Alarm, 50, "resolve/50");

        Assert.Equal((CaseState.InProgress, 0L, 20L, 3L), (copy.State, copy.ResolvedAtUs, copy.AnsweredAtUs, copy.Version));
        Assert.Single(copy.Facts().Events);
        Assert.Equal((true, false), (copy.HasAlarm("respond/50"), copy.HasAlarm("resolve/50")));
        Assert.Equal((CaseState.Resolved, 2, true), (core.State, core.Facts().Events.Count, core.HasAlarm("resolve/50")));
    }

    private static void Take(CaseCore core, CaseStep step, long atUs, string alarm = "") => core.Apply(step, new CaseStepData(atUs, "Sam", CaseSide.Staff)
    {
        Alarm = alarm.Length > 0 ? new AlarmData(AlarmKind.Warning, "respond", 50, atUs, atUs, alarm) : null,
    });
}
