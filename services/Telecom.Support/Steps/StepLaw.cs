using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Time;
using Telecom.Support.Cases;
using Telecom.Support.Rules;
using CaseStep = Telecom.Support.Cases.CaseStep;

namespace Telecom.Support.Steps;

/// <summary>Whether a step may be taken: by whom, in which state, and what the case's rules say. The errors name what is legal.</summary>
internal static class StepLaw
{
    /// <summary>Highest level that a case without a ladder can be escalated to.</summary>
    private const int MostLevels = 10;

    /// <summary>Furthest agreed time from now, microseconds: ten years, as far as working time is counted.</summary>
    private const long FurthestAgreementUs = 3650 * UtcInstant.PerDay;

    /// <summary>Refuses a step that is not legal.</summary>
    /// <param name="core">The case.</param>
    /// <param name="step">The step.</param>
    /// <param name="data">Its content.</param>
    /// <param name="rules">The case's rules; null: they cannot be found now.</param>
    /// <param name="nowUs">Now, microseconds since the Unix epoch.</param>
    /// <exception cref="RpcFailure">FAILED_PRECONDITION, PERMISSION_DENIED or INVALID_ARGUMENT.</exception>
    public static void Require(CaseCore core, CaseStep step, CaseStepData data, CaseRuleSet? rules, long nowUs)
    {
        CaseTransition transition = CaseTransitions.Of(step);
        if (!transition.From.Contains(core.State))
        {
            throw Illegal(core, step, data.Side, $"it is {StepNames.Of(core.State)}");
        }

        if (!transition.Sides.Contains(data.Side))
        {
            throw RpcFailure.PermissionDenied(
                $"{StepNames.Of(step)} is the provider's step; a customer may take {string.Join(", ", CaseTransitions.Legal(core.State, data.Side))}.",
                new Dictionary<string, string> { ["step"] = StepNames.Of(step), ["case"] = core.Name });
        }

        if (Obstacle(core, step, data, rules) is { } obstacle)
        {
            throw Illegal(core, step, data.Side, obstacle);
        }

        List<FieldViolation> violations = [.. Violations(core, step, data, rules, nowUs)];
        if (violations.Count > 0)
        {
            throw RpcFailure.Invalid(violations);
        }
    }

    private static string? Obstacle(CaseCore core, CaseStep step, CaseStepData data, CaseRuleSet? rules)
    {
        CaseLevel? level = rules?.Level(core.Severity, core.Cause.Length > 0 ? core.Cause : null);
        return step switch
        {
            CaseStep.Acknowledged when core.AnsweredAtUs != 0 => "it is answered already",
            CaseStep.Resumed when data.Side == CaseSide.Customer && core.State == V1.CaseState.Held => "it waits for a supplier, not for the customer",
            CaseStep.Agreed when level is null || (level.Fix?.TargetUs is not null || level.Fix is null) && (level.Resolve?.TargetUs is not null || level.Resolve is null)
                => "its severity has no time that the parties agree on",
            CaseStep.Accepted or CaseStep.Declined when level?.NeedsAcceptance != true => "its severity needs no acceptance",
            CaseStep.Accepted when core.Accepted == true => "it is accepted already",
            CaseStep.Escalated when core.EscalationLevel >= MostLevels => $"it has reached level {MostLevels}, the highest",
            _ => null,
        };
    }

    private static IEnumerable<FieldViolation> Violations(CaseCore core, CaseStep step, CaseStepData data, CaseRuleSet? rules, long nowUs)
    {
        switch (step)
        {
            case CaseStep.SeverityChanged:
                string severity = data.Severity ?? core.Severity;
                string cause = data.Cause ?? core.Cause;
                if (rules is not null && SeverityCheck.Find(rules, severity, cause, "change.change_severity.severity", "change.change_severity.cause") is { } wrong)
                {
                    yield return wrong;
                }
                else if (severity == core.Severity && cause == core.Cause)
                {
                    yield return new FieldViolation("change.change_severity.severity", $"\"{severity}\"{(cause.Length > 0 ? $" with cause \"{cause}\"" : "")} is what the case has", "UNCHANGED");
                }

                break;
            case CaseStep.Agreed when data.UntilUs < nowUs:
                yield return new FieldViolation("change.agree.until_us", $"{data.UntilUs} is before now, {nowUs}", "IN_THE_PAST");
                break;
            case CaseStep.Agreed when data.UntilUs - nowUs > FurthestAgreementUs:
                yield return new FieldViolation("change.agree.until_us", $"{data.UntilUs} is more than ten years after now, {nowUs}", "OUT_OF_RANGE");
                break;
            case CaseStep.Duplicate when data.Target == core.Name:
                yield return new FieldViolation("change.duplicate.master", $"\"{data.Target}\" is the case itself", "SAME_CASE");
                break;
            default:
                break;
        }
    }

    private static RpcFailure Illegal(CaseCore core, CaseStep step, CaseSide side, string because)
    {
        string legal = string.Join(", ", CaseTransitions.Legal(core.State, side));
        return RpcFailure.FailedPrecondition(
            ErrorReason.IllegalTransition,
            $"{StepNames.Of(step)} of {core.Name} is not legal: {because}; legal are {legal}.",
            new Dictionary<string, string>
            {
                ["case"] = core.Name,
                ["state"] = StepNames.Of(core.State),
                ["step"] = StepNames.Of(step),
                ["legal"] = legal,
            });
    }
}
