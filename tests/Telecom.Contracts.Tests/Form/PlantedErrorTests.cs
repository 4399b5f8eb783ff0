namespace Telecom.Contracts.Tests.Form;

public sealed class PlantedErrorTests
{
    [Fact]
    public void The_document_without_errors_loads() => Assert.Equal(8, ContractFiles.Read(FullDocument.Text).ExampleCount);

    [Theory]
    [MemberData(nameof(PlantedErrors.OfForm), MemberType = typeof(PlantedErrors))]
    [MemberData(nameof(PlantedErrors.OfMeaning), MemberType = typeof(PlantedErrors))]
    [MemberData(nameof(PlantedErrors.OfExamples), MemberType = typeof(PlantedErrors))]
    public void A_planted_error_is_reported_with_its_path_place_and_what_is_allowed(string old, string replacement, string path, string message)
    {
        ContractLoadResult result = ContractFiles.Load(FullDocument.Text.With(old, replacement));
        Assert.Null(result.Document);
        ContractError? error = result.Errors.FirstOrDefault(error => error.Path == path && error.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(error is not null, string.Join(Environment.NewLine, result.Errors));

        // The place is that of the change; what is missing is missing in the mapping above, and a cut line has no place.
        int changed = FullDocument.Text[..FullDocument.Text.IndexOf(old, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        bool hasPlace = replacement.Length > 0 && !error.Message.Contains("missing", StringComparison.Ordinal);
        Assert.InRange(error.Line, hasPlace ? changed : 1, hasPlace ? changed + 5 : FullDocument.Text.Count(c => c == '\n'));
        Assert.StartsWith($"test.yaml:{error.Line}:{error.Column}: {path}: ", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schedule: rate\nbasis: {value: creditable, clause: a}\nper_step: {value: 10 %, clause: a}\nstep: {value: 0 %, clause: a}\nsteps: {value: whole, clause: a}", "step", "above 0 %")]
    [InlineData("schedule: rate\nbasis: {value: creditable, clause: a}\nper_step: {value: 10 %, clause: a}\nstep: {value: 1 %, clause: a}\nsteps: {value: half, clause: a}", "steps.value", "one of pro_rata, whole, started, shortfall")]
    [InlineData("schedule: days\nbasis: {value: creditable, clause: a}\nqualifies: {value: 60 min, clause: a}\nconsecutive: {value: 30 min, clause: a}\nper_day: {value: 5 %, clause: a}\ndays: {value: minutes_on_day, clause: a}", "qualifies.value", "'> 60 min'")]
    [InlineData("schedule: days\nbasis: {value: creditable, clause: a}\nqualifies: {value: \">= 60 min\", clause: a}\nconsecutive: {value: 30 min, clause: a}\nper_day: {value: 5 %, clause: a}", "days", "missing")]
    [InlineData("schedule: instalments\nbasis: {value: invoice, clause: a}\ninstalments: {value: [60 %, 60 %], clause: a}\nbase: {value: missed_month, clause: a}\ntrigger: {value: missed_objective, clause: a}", "instalments", "more than 100 %")]
    [InlineData("schedule: instalments\nbasis: {value: invoice, clause: a}\ninstalments: {value: [], clause: a}\nbase: {value: missed_month, clause: a}\ntrigger: {value: missed_objective, clause: a}", "instalments.value", "at least 1")]
    [InlineData("schedule: instalments\nbasis: {value: invoice, clause: a}\ninstalments: {value: [20 %], clause: a}\nbase: {value: none, clause: a}\ntrigger: {value: missed_objective, clause: a}", "base.value", "one of missed_month, own_invoice")]
    [InlineData("schedule: instalments\nbasis: {value: invoice, clause: a}\ninstalments: {value: [20 %], clause: a}\nbase: {value: own_invoice, clause: a}\ntrigger: {value: never, clause: a}", "trigger.value", "one of missed_objective, any_late_event")]
    public void Errors_of_the_other_schedules_are_reported(string credit, string path, string message)
    {
        ContractLoadResult result = ContractFiles.Load(FullDocument.WithCredit(credit));
        Assert.True(
            result.Errors.Any(error => error.Path == $"versions[0].credit.{path}" && error.Message.Contains(message, StringComparison.Ordinal)),
            string.Join(Environment.NewLine, result.Errors));
    }

    [Fact]
    public void All_planted_errors_of_different_places_are_reported_at_once()
    {
        string yaml = FullDocument.Text
            .With("currency: {value: USD,", "currency: {value: usd,")
            .With("gates: [{id: planHasSla,", "gates: [{id: plan_has_sla,")
            .With("{form: offset,", "{form: cash,")
            .With("{code: soft_target,", "{code: Soft,");
        string[] paths = [.. ContractFiles.Load(yaml).Errors.Select(error => error.Path)];
        Assert.Equal(["versions[0].currency.value", "versions[0].gates[0].id", "versions[0].settlements[1].form", "reviewed[0].code"], paths);
    }
}
