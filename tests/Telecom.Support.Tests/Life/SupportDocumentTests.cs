using Telecom.Support.Cases;
using Telecom.Support.Steps;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Life;

/// <summary>docs/support.md shows the transitions that the service has.</summary>
public sealed class SupportDocumentTests
{
    [Fact]
    public void The_table_of_steps_is_that_of_the_service()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Catalogue.ContractsFolder(), "..", "docs", "support.md"));
        int header = Array.IndexOf(lines, "| step | from | by |");
        Assert.True(header >= 0, "docs/support.md has no table \"| step | from | by |\"");
        string[] shown = [.. lines.Skip(header + 2).TakeWhile(line => line.StartsWith('|'))];
        string[] known = [.. CaseTransitions.All.Select(transition =>
            $"| {StepNames.Of(transition.Step)} | {string.Join(", ", transition.From.Select(StepNames.Of))} | {string.Join(", ", Sides(transition))} |")];
        Assert.Equal(known, shown);
    }

    [Fact]
    public void Every_step_but_an_alarm_is_in_the_table_of_the_service() =>
        Assert.Equal(Enum.GetValues<CaseStep>().Where(step => step != CaseStep.Alarm).Order(), CaseTransitions.All.Select(transition => transition.Step).Order());

    [Fact]
    public void Every_state_is_named()
    {
        string[] names = [.. Enum.GetValues<CaseState>().Select(StepNames.Of)];
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    /// <summary>The service may take a step on its own; the table is for callers.</summary>
    private static IEnumerable<string> Sides(CaseTransition transition)
    {
        if (transition.Sides.Contains(CaseSide.Customer))
        {
            yield return "customer";
        }

        if (transition.Sides.Contains(CaseSide.Staff))
        {
            yield return "staff";
        }
    }
}
