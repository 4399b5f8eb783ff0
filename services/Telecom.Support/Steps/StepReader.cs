using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Steps;

/// <summary>Reads the step of a request, and finds everything that is wrong with its form.</summary>
internal sealed class StepReader
{
    private const int MaxReason = 2000;
    private readonly List<FieldViolation> _violations;

    private StepReader(List<FieldViolation> violations) => _violations = violations;

    /// <summary>Reads a step. Instant, author and side are the caller's business.</summary>
    /// <param name="change">The step as sent; null: none.</param>
    /// <param name="customer">Id of the case's customer.</param>
    /// <param name="side">Side of the author.</param>
    /// <param name="violations">What is wrong is added here.</param>
    public static (CaseStep Step, CaseStepData Data) Read(CaseChange? change, string customer, CaseSide side, List<FieldViolation> violations)
    {
        var reader = new StepReader(violations);
        return reader.Read(change ?? new CaseChange(), customer, side, new CaseStepData(0, "", side));
    }

    private (CaseStep Step, CaseStepData Data) Read(CaseChange change, string customer, CaseSide side, CaseStepData data)
    {
        switch (change.StepCase)
        {
            case CaseChange.StepOneofCase.Acknowledge:
                return (CaseStep.Acknowledged, data with { Text = Text("acknowledge.message", change.Acknowledge.Message, Fields.MaxText, required: false) });
            case CaseChange.StepOneofCase.Respond:
                return (CaseStep.Responded, data with { Text = Text("respond.message", change.Respond.Message, Fields.MaxText) });
            case CaseChange.StepOneofCase.Wait:
                return (CaseStep.Waiting, Wait(change.Wait, data));
            case CaseChange.StepOneofCase.Resume:
                return (CaseStep.Resumed, data with { Text = Text("resume.answer", change.Resume.Answer, Fields.MaxText, required: false) });
            case CaseChange.StepOneofCase.ChangeSeverity:
                return (CaseStep.SeverityChanged, Severity(change.ChangeSeverity, data));
            case CaseChange.StepOneofCase.Agree:
                return (CaseStep.Agreed, data with { UntilUs = change.Agree.UntilUs, Text = Text("agree.reason", change.Agree.Reason, MaxReason) });
            case CaseChange.StepOneofCase.Accept:
                return (CaseStep.Accepted, data with { Text = Text("accept.reason", change.Accept.Reason, MaxReason, required: false) });
            case CaseChange.StepOneofCase.Decline:
                return (CaseStep.Declined, data with { Text = Text("decline.reason", change.Decline.Reason, MaxReason) });
            case CaseChange.StepOneofCase.Escalate:
                return (CaseStep.Escalated, data with { Text = Text("escalate.reason", change.Escalate.Reason, MaxReason) });
            case CaseChange.StepOneofCase.Workaround:
                return (CaseStep.Workaround, data with { Text = Text("workaround.text", change.Workaround.Text, Fields.MaxText) });
            case CaseChange.StepOneofCase.Resolve:
                return (CaseStep.Resolved, data with { Text = Text("resolve.resolution", change.Resolve.Resolution, Fields.MaxText) });
            case CaseChange.StepOneofCase.Reopen:
                return (CaseStep.Reopened, data with { Text = Text("reopen.reason", change.Reopen.Reason, MaxReason) });
            case CaseChange.StepOneofCase.Close:
                return (CaseStep.Closed, data with { Text = Text("close.reason", change.Close.Reason, MaxReason, required: false) });
            case CaseChange.StepOneofCase.Cancel:
                return (CaseStep.Cancelled, data with { Text = Text("cancel.reason", change.Cancel.Reason, MaxReason) });
            case CaseChange.StepOneofCase.Duplicate:
                return (CaseStep.Duplicate, data with { Target = Name("duplicate.master", change.Duplicate.Master, customer, "cases") });
            case CaseChange.StepOneofCase.Note:
                return (CaseStep.Noted, Note(change.Note, side, data));
            case CaseChange.StepOneofCase.Attach:
                return (CaseStep.Attached, Attach(change.Attach, side, data));
            case CaseChange.StepOneofCase.Link:
                return (CaseStep.Linked, data with { Target = Name("link.target", change.Link.Target, customer, LinkTargets.Collections) });
            default:
                Add("step", $"no step is given; one of {string.Join(", ", CaseTransitions.All.Where(known => known.Step is not (CaseStep.Updated or CaseStep.RulesChanged)).Select(known => StepNames.Of(known.Step)))} is needed", "REQUIRED");
                return (CaseStep.Noted, data);
        }
    }

    private CaseStepData Wait(Wait wait, CaseStepData data)
    {
        if (wait.WaitingOn is not (WaitingOn.Customer or WaitingOn.Supplier))
        {
            Add("wait.waiting_on", $"{(int)wait.WaitingOn} is none of WAITING_ON_CUSTOMER, WAITING_ON_SUPPLIER", "REQUIRED");
        }

        return data with { WaitingOn = wait.WaitingOn, Text = Text("wait.question", wait.Question, Fields.MaxText) };
    }

    private CaseStepData Severity(ChangeSeverity change, CaseStepData data)
    {
        if (change.Severity.Length == 0 && change.Cause.Length == 0)
        {
            Add("change_severity.severity", "neither severity nor cause is given; one is needed", "REQUIRED");
        }

        return data with
        {
            Severity = change.Severity.Length > 0 ? change.Severity : null,
            Cause = change.Cause.Length > 0 ? change.Cause : null,
            Text = Text("change_severity.reason", change.Reason, MaxReason),
        };
    }

    private CaseStepData Note(Note note, CaseSide side, CaseStepData data)
    {
        Visibility visibility = Seen("note.visibility", note.Visibility, side, side == CaseSide.Customer ? Visibility.Public : Visibility.Internal);
        return data with { Text = Text("note.text", note.Text, Fields.MaxText), Visibility = visibility };
    }

    private CaseStepData Attach(Attach attach, CaseSide side, CaseStepData data)
    {
        Attachment file = attach.Attachment ?? new Attachment();
        if (file.Sha256.Length != 64 || !file.Sha256.All(char.IsAsciiHexDigit))
        {
            Add("attach.attachment.sha256", $"\"{Fields.Shown(file.Sha256)}\" is not a SHA-256 of 64 hexadecimal digits", "NOT_A_SHA256");
        }

        string? fileName = Line("attach.attachment.file_name", file.FileName, 200);
        if (!System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(file.MediaType, out _))
        {
            Add("attach.attachment.media_type", $"\"{Fields.Shown(file.MediaType)}\" is not a media type like \"text/csv\"", "NOT_A_MEDIA_TYPE");
        }

        if (file.SizeBytes < 0)
        {
            Add("attach.attachment.size_bytes", $"{file.SizeBytes} is less than 0", "OUT_OF_RANGE");
        }

        return data with
        {
            Attachment = new AttachmentData(file.Sha256.ToLowerInvariant(), fileName ?? "", file.MediaType, file.SizeBytes),
            Visibility = Seen("attach.visibility", attach.Visibility, side, Visibility.Public),
        };
    }

    private Visibility Seen(string field, Visibility sent, CaseSide side, Visibility unless)
    {
        if (!Enum.IsDefined(sent))
        {
            Add(field, $"{(int)sent} is none of VISIBILITY_PUBLIC, VISIBILITY_INTERNAL", "OUT_OF_RANGE");
        }
        else if (side == CaseSide.Customer && sent == Visibility.Internal)
        {
            Add(field, "VISIBILITY_INTERNAL is the provider's; a customer's is VISIBILITY_PUBLIC", "NOT_ALLOWED");
        }

        return sent == Visibility.Unspecified ? unless : sent;
    }

    private string? Name(string field, string text, string customer, params string[] collections)
    {
        foreach (string collection in collections)
        {
            if (ResourceName.TryParse(text, collection, out ResourceName? name) && name.Customer == customer)
            {
                return text;
            }
        }

        Add(field, $"\"{Fields.Shown(text)}\" is not of the form {string.Join(" or ", collections.Select(collection => $"\"customers/{customer}/{collection}/{{id}}\""))}", "MALFORMED_NAME");
        return null;
    }

    private string? Text(string field, string text, int most, bool required = true) => Fields.Text($"change.{field}", text, most, required, _violations);

    private string? Line(string field, string text, int most) => Fields.Line($"change.{field}", text, most, _violations);

    private void Add(string field, string description, string reason) => _violations.Add(new FieldViolation(field == "step" ? "change" : $"change.{field}", description, reason));
}
