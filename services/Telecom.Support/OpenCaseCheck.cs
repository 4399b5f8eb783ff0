using Telecom.Catalog.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;
using Telecom.Support.Cases;
using Telecom.Support.Plans;
using Telecom.Support.V1;

namespace Telecom.Support;

/// <summary>Everything that is wrong with a request to open a case, found together: first its form, then what the catalogue says.</summary>
internal sealed class OpenCaseCheck
{
    private const int MaxTitle = 200;
    private const int MaxDescription = 10_000;
    private readonly List<FieldViolation> _violations = [];

    private OpenCaseCheck(CaseContent content) => Content = content;

    /// <summary>The content of the case.</summary>
    public CaseContent Content { get; }

    /// <summary>The customer; null when "parent" is malformed.</summary>
    public ResourceName? Customer { get; private set; }

    /// <summary>The request id; null when it is not a UUID.</summary>
    public Guid? RequestId { get; private set; }

    /// <summary>What is wrong so far.</summary>
    public IReadOnlyList<FieldViolation> Violations => _violations;

    /// <summary>Checks what can be judged without the catalogue. A missing case message is an empty one.</summary>
    /// <param name="request">The request.</param>
    public static OpenCaseCheck Form(OpenCaseRequest request)
    {
        Case sent = request.Case ?? new Case();
        var check = new OpenCaseCheck(new CaseContent(sent.Subscription, sent.Severity, sent.Title, sent.Description, sent.Circuit));
        check.CheckIds(request);
        check.CheckText(sent);
        return check;
    }

    /// <summary>Checks the rest against the catalogue. What belongs to another customer is treated like what does not exist.</summary>
    /// <param name="snapshot">The catalogue.</param>
    /// <param name="severities">What plans promise.</param>
    /// <param name="now">The instant of the report.</param>
    public void Against(CatalogSnapshot snapshot, PlanSeverities severities, UtcInstant now)
    {
        if (ResourceName.TryParse(Content.Subscription, "subscriptions", out ResourceName? subscription))
        {
            if (subscription.Customer != Customer?.Customer || !snapshot.Subscriptions.Any(known => known.Name == Content.Subscription))
            {
                Add("case.subscription", $"there is no {Content.Subscription} of {Customer}", "NO_SUCH_SUBSCRIPTION");
            }
            else
            {
                CheckSeverity(snapshot, severities, now);
            }
        }

        if (ResourceName.TryParse(Content.Circuit, "circuits", out ResourceName? circuit)
            && (circuit.Customer != Customer?.Customer || !snapshot.Circuits.Any(known => known.Name == Content.Circuit)))
        {
            Add("case.circuit", $"there is no {Content.Circuit} of {Customer}", "NO_SUCH_CIRCUIT");
        }
    }

    private void CheckIds(OpenCaseRequest request)
    {
        if (ResourceName.TryParse(request.Parent, "", out ResourceName? customer))
        {
            Customer = customer;
        }
        else
        {
            _violations.Add(Caller.NameViolation(request.Parent, "", "parent"));
        }

        if (Guid.TryParseExact(request.RequestId, "D", out Guid requestId) && requestId != Guid.Empty)
        {
            RequestId = requestId;
        }
        else
        {
            Add("request_id", $"\"{Shown(request.RequestId)}\" is not a UUID like \"0f8fad5b-d9cb-469f-a165-70867728950e\"", "NOT_A_UUID");
        }
    }

    private void CheckText(Case sent)
    {
        if (!ResourceName.TryParse(sent.Subscription, "subscriptions", out _))
        {
            _violations.Add(Caller.NameViolation(sent.Subscription, "subscriptions", "case.subscription"));
        }

        if (sent.Circuit.Length > 0 && !ResourceName.TryParse(sent.Circuit, "circuits", out _))
        {
            _violations.Add(Caller.NameViolation(sent.Circuit, "circuits", "case.circuit"));
        }

        if (sent.Severity.Length == 0)
        {
            Add("case.severity", "a severity level of the plan is needed", "REQUIRED");
        }

        CheckTitle(sent.Title);
        int length = Characters(sent.Description);
        if (length > MaxDescription)
        {
            Add("case.description", $"has {length} characters; at most {MaxDescription} are allowed", "TOO_LONG");
        }
    }

    private void CheckTitle(string title)
    {
        int length = Characters(title);
        if (string.IsNullOrWhiteSpace(title) || length > MaxTitle)
        {
            Add("case.title", $"has {length} characters; 1 to {MaxTitle} are allowed, not all blank", length > MaxTitle ? "TOO_LONG" : "REQUIRED");
        }
        else if (title.Any(char.IsControl))
        {
            Add("case.title", "has a line break or another control character; one line is allowed", "NOT_ONE_LINE");
        }
    }

    private void CheckSeverity(CatalogSnapshot snapshot, PlanSeverities severities, UtcInstant now)
    {
        if (Content.Severity.Length == 0)
        {
            return;
        }

        string[] allowed = [.. severities.Of(snapshot, Content.Subscription, now).Select(severity => severity.Level)];
        if (!allowed.Contains(Content.Severity))
        {
            string choice = allowed.Length == 0 ? "its plan has no severity levels" : $"allowed are {string.Join(", ", allowed.Select(level => $"\"{level}\""))}";
            Add("case.severity", $"\"{Shown(Content.Severity)}\" is no level of {Content.Subscription}; {choice}", "NO_SUCH_SEVERITY");
        }
    }

    private void Add(string field, string description, string reason) => _violations.Add(new FieldViolation(field, description, reason));

    private static int Characters(string text) => text.EnumerateRunes().Count();

    private static string Shown(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
