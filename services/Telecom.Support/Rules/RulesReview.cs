using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Time;
using Telecom.Support.Cases;
using Telecom.Support.Steps;
using Telecom.Support.V1;

namespace Telecom.Support.Rules;

/// <summary>
/// Shows what the rules that hold now would do to open cases, and puts them under those rules when told to. A case keeps its rules until
/// then, so that a new document, calendar or plan never moves a promise in silence.
/// </summary>
internal sealed class RulesReview(
    CaseStore cases, CaseBook book, RuleLookup rules, RuleBook ruleBook, RuleFinder finder, ContractDocuments documents, CaseCommands commands, ICatalogDirectory catalog,
    IOptions<SupportOptions> options, TimeProvider timeProvider)
{
    private const int MostChoices = 1000;

    /// <summary>Open cases that other rules would hold for.</summary>
    /// <param name="customer">Id of the customer; null for all.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<PreviewRulesResponse> PreviewAsync(string? customer, PreviewRulesRequest request, CancellationToken cancellationToken)
    {
        PreviewRulesRequest question = request.Clone();
        (question.PageSize, question.PageToken) = (0, "");
        List<FieldViolation> violations = [];
        CasePage page = CasePage.Read(request.PageSize, request.PageToken, question, violations);
        CatalogSnapshot snapshot = catalog.Require(options.Value.RetryAfter);
        CatalogSnapshot tried = request.Document is null ? snapshot : DocumentTrialReader.Read(request.Document, snapshot, violations);
        CalendarChange? calendar = request.Calendar is null ? null : CalendarTrialReader.Read(request.Calendar, tried, documents, violations);
        if (violations.Count > 0)
        {
            throw RpcFailure.Invalid(violations);
        }

        await book.CatchUpAsync(cancellationToken);
        SnapshotRules proposals = request is { Document: null, Calendar: null } ? finder.Of(snapshot) : finder.Try(tried, calendar);
        IReadOnlyList<Chosen> affected = book.Choose(
            customer, page.After, page.Size + 1, entry => Proposed(entry.Core, proposals) is { } found ? new Chosen(entry.Key, found) : null);
        var response = new PreviewRulesResponse();
        foreach (Chosen chosen in affected.Take(page.Size))
        {
            if (await cases.FindAsync(chosen.Key.Name, cancellationToken) is { } record)
            {
                response.Effects.Add(await EffectAsync(record, chosen.Rules, cancellationToken));
            }
        }

        response.NextPageToken = affected.Count > page.Size ? CasePage.TokenAfter(affected[page.Size - 1].Key, question) : "";
        return response;
    }

    /// <summary>Puts cases under the rules that were shown for them, each by itself.</summary>
    /// <param name="customer">Id of the customer; null for all.</param>
    /// <param name="request">The request.</param>
    /// <param name="caller">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<ApplyRulesResponse> ApplyAsync(string? customer, ApplyRulesRequest request, Caller caller, CancellationToken cancellationToken)
    {
        List<FieldViolation> violations = [];
        Guid? requestId = Fields.RequestId(request.RequestId, violations);
        if (request.Choices.Count is 0 or > MostChoices)
        {
            violations.Add(new FieldViolation("choices", $"{request.Choices.Count} choices; 1 to {MostChoices} are allowed", "OUT_OF_RANGE"));
        }

        for (int i = 0; i < request.Choices.Count; i++)
        {
            if (!Telecom.Sla.Domain.Names.ResourceName.TryParse(request.Choices[i].Case, "cases", out Telecom.Sla.Domain.Names.ResourceName? name) || (customer is not null && name.Customer != customer))
            {
                violations.Add(Caller.NameViolation(request.Choices[i].Case, "cases", $"choices[{i}].case"));
            }
        }

        if (violations.Count > 0)
        {
            throw RpcFailure.Invalid(violations);
        }

        CatalogSnapshot snapshot = catalog.Require(options.Value.RetryAfter);
        var response = new ApplyRulesResponse();
        foreach (RulesChoice choice in request.Choices)
        {
            string whyNot = await ApplyAsync(choice, requestId, snapshot, caller, cancellationToken);
            response.Results.Add(new RulesResult { Case = choice.Case, Applied = whyNot.Length == 0, WhyNot = whyNot });
        }

        return response;
    }

    private async ValueTask<string> ApplyAsync(RulesChoice choice, Guid? requestId, CatalogSnapshot snapshot, Caller caller, CancellationToken cancellationToken)
    {
        if (await cases.FindAsync(choice.Case, cancellationToken) is not { } record)
        {
            return $"There is no {choice.Case}.";
        }

        // A repeated request has been done, whatever became of the case since.
        if (record.Core.Rules == choice.RulesHash || (requestId is { } id && record.Taken(id)?.Data?.Rules == choice.RulesHash))
        {
            return "";
        }

        if (!record.Core.IsRunning)
        {
            return $"It is {StepNames.Of(record.Core.State)} and keeps its rules.";
        }

        if (Proposed(record.Core, finder.Of(snapshot)) is not { } proposed || proposed.Hash != choice.RulesHash)
        {
            return $"The catalogue has no rules {Fields.Shown(choice.RulesHash)} for it now; look at the effects again. A calendar that was only tried must be put into the catalogue first.";
        }

        if (Obstacle(record.Core, proposed) is { Length: > 0 } obstacle)
        {
            return obstacle;
        }

        await ruleBook.RecordAsync(proposed, cancellationToken);
        var data = new CaseStepData(0, "", CaseSide.Staff) { Rules = proposed.Hash };
        try
        {
            _ = await commands.TakeAsync(
                new StepOrder(choice.Case, Cases.CaseStep.RulesChanged, data, caller.Subject) { Etag = choice.Etag, RequestId = requestId, RulesAfter = proposed },
                cancellationToken);
            return "";
        }
        catch (RpcFailure failure) when (failure.Reason is ErrorReason.VersionConflict or ErrorReason.IllegalTransition or ErrorReason.AlreadyExists)
        {
            return failure.Message;
        }
    }

    private async ValueTask<RulesEffect> EffectAsync(CaseRecord record, CaseRuleSet proposed, CancellationToken cancellationToken)
    {
        UtcInstant now = timeProvider.Now();
        CaseRuleSet? current = await rules.FindAsync(record.Core, cancellationToken);
        var effect = new RulesEffect
        {
            Case = record.Core.Name,
            Etag = record.Core.Etag,
            Current = current is null ? null : CaseView.Rules(current),
            Proposed = CaseView.Rules(proposed),
            Obstacle = Obstacle(record.Core, proposed),
        };
        if (effect.Obstacle.Length == 0)
        {
            IReadOnlyList<ClockView> before = current is null ? [] : ClockReader.Read(record.Core, current, now).Clocks;
            effect.Clocks.AddRange(ClockEffects.Between(before, ClockReader.Read(record.Core, proposed, now).Clocks));
        }

        return effect;
    }

    /// <summary>The rules that would hold for a case that has not ended, when they are others than it has; else null.</summary>
    private static CaseRuleSet? Proposed(CaseCore core, SnapshotRules proposals)
    {
        if (core.HasEnded || core.State == CaseState.Resolved)
        {
            return null;
        }

        // A contract's version is that of the report: a case does not change contracts by growing old, but its version may be corrected.
        CaseRuleSet? found = proposals.Find(core.Subscription, new UtcInstant(core.ReportedAtUs));
        return found is null || found.Hash == core.Rules ? null : found;
    }

    /// <summary>Why a case cannot run under rules; empty: it can.</summary>
    private string Obstacle(CaseCore core, CaseRuleSet proposed)
    {
        try
        {
            _ = ClockReader.Read(core, proposed, timeProvider.Now());
            return proposed.Has(core.Severity, core.Cause.Length > 0 ? core.Cause : null)
                ? ""
                : $"Severity \"{core.Severity}\"{(core.Cause.Length > 0 ? $" with cause \"{core.Cause}\"" : "")} is not in the proposed rules.";
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or OverflowException)
        {
            return exception.Message;
        }
    }

    private sealed record Chosen(CaseKey Key, CaseRuleSet Rules);
}
