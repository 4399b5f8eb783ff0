using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;
using Telecom.Support.V1;

namespace Telecom.Gateway.Api.Resources;

/// <summary>Steps of cases: one operation each. docs/support.md says in which states each is legal, and who may take it.</summary>
internal static class CaseStepEndpoints
{
    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapCaseSteps(this RouteGroupBuilder api)
    {
        RouteGroupBuilder steps = api.Resource("Case steps");
        Map<AcknowledgeModel>(steps, "acknowledge", "acknowledgeCase", "The provider confirms the report; counts as a response.", sent => new CaseChange { Acknowledge = new Acknowledge { Message = sent.Message ?? "" } });
        Map<RespondModel>(steps, "respond", "respondToCase", "The provider responds in substance.", sent => new CaseChange { Respond = new Respond { Message = sent.Message } });
        Map<WaitModel>(steps, "wait", "letCaseWait", "The case waits.", sent => new CaseChange { Wait = new Wait { WaitingOn = Codes.Read<WaitingOn>(sent.WaitingOn), Question = sent.Question } });
        Map<ResumeModel>(steps, "resume", "resumeCase", "The wait is over.", sent => new CaseChange { Resume = new Resume { Answer = sent.Answer ?? "" } });
        Map<ChangeSeverityModel>(steps, "change-severity", "changeCaseSeverity", "Another severity, cause or both.", sent => new CaseChange { ChangeSeverity = new ChangeSeverity { Severity = sent.Severity ?? "", Cause = sent.Cause ?? "", Reason = sent.Reason } });
        Map<AgreeModel>(steps, "agree", "agreeOnCase", "The parties agree on the time until which the case is to be resolved.", sent => new CaseChange { Agree = new Agree { UntilUs = Instants.Us(sent.Until), Reason = sent.Reason } });
        Map<OptionalReasonModel>(steps, "accept", "acceptCase", "The provider takes the case into its plans, where the level needs that.", sent => new CaseChange { Accept = new Accept { Reason = sent.Reason ?? "" } });
        Map<ReasonModel>(steps, "decline", "declineCase", "The provider will not do what the case asks for, where the level lets it.", sent => new CaseChange { Decline = new Decline { Reason = sent.Reason } });
        Map<ReasonModel>(steps, "escalate", "escalateCase", "The case goes up the ladder by one level.", sent => new CaseChange { Escalate = new Escalate { Reason = sent.Reason } });
        Map<WorkaroundModel>(steps, "workaround", "workAroundCase", "A workaround is in place.", sent => new CaseChange { Workaround = new Workaround { Text = sent.Text } });
        Map<ResolveModel>(steps, "resolve", "resolveCase", "The case is resolved.", sent => new CaseChange { Resolve = new Resolve { Resolution = sent.Resolution } });
        Map<ReasonModel>(steps, "reopen", "reopenCase", "The resolution did not hold.", sent => new CaseChange { Reopen = new Reopen { Reason = sent.Reason } });
        Map<OptionalReasonModel>(steps, "close", "closeCase", "The case is finished for good.", sent => new CaseChange { Close = new Close { Reason = sent.Reason ?? "" } });
        Map<ReasonModel>(steps, "cancel", "cancelCase", "The case is withdrawn.", sent => new CaseChange { Cancel = new Cancel { Reason = sent.Reason } });
        Map<DuplicateModel>(steps, "duplicate", "markCaseDuplicate", "The case is a duplicate of another, and ends with that.", sent => new CaseChange { Duplicate = new Duplicate { Master = sent.Master } });
        Map<NoteModel>(steps, "note", "noteOnCase", "Adds a note.", sent => new CaseChange { Note = new Note { Text = sent.Text, Visibility = Codes.Read<Visibility>(sent.Visibility) } });
        Map<AttachModel>(steps, "attach", "attachToCase", "Puts a file to the case as evidence, by its hash.", sent => new CaseChange { Attach = Attachment(sent) });
        Map<LinkModel>(steps, "link", "linkCase", "The case refers to an outage, an exclusion, a claim or another case.", sent => new CaseChange { Link = new Link { Target = sent.Target } });
    }

    private static void Map<TBody>(RouteGroupBuilder steps, string verb, string id, string summary, Func<TBody, CaseChange> read)
        where TBody : class
    {
        _ = steps.Write<TBody>($"/customers/{{customer}}/cases/{{case}}/{verb}", id, TakeAsync)
            .WithSummary(summary)
            .WithMetadata(new TakesIfMatch(), new TakesIdempotencyKey());

        async Task<ResourceResult<CaseStepModel>> TakeAsync(
            HttpContext context, BackendClients clients, string customer, string @case, bool? validateOnly = null)
        {
            TBody sent = (await RequestBody.ReadAsync<TBody>(context)).Value;
            var request = new ChangeCaseRequest
            {
                Name = ResourceNames.Of(customer, "cases", @case),
                Etag = Conditions.IfMatch(context),
                RequestId = Conditions.RequestId(context),
                Change = read(sent),
                ValidateOnly = validateOnly ?? false,
            };
            ChangeCaseResponse response = await clients.Support.ChangeCaseAsync(request, clients.For(context));
            return new(new CaseStepModel(response.Case.ToModel(), [.. response.Effects.Select(effect => effect.ToModel())]));
        }
    }

    private static Attach Attachment(AttachModel sent) => new()
    {
        Attachment = new Attachment { Sha256 = sent.Sha256, FileName = sent.FileName, MediaType = sent.MediaType, SizeBytes = sent.SizeBytes },
        Visibility = Codes.Read<Visibility>(sent.Visibility),
    };
}
