using Telecom.Catalog.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Support.Cases;
using Telecom.Support.Rules;
using Telecom.Support.Steps;
using Telecom.Support.V1;

namespace Telecom.Support.Opening;

/// <summary>Everything that is wrong with a request to open a case, found together: first its form, then what the catalogue says.</summary>
internal sealed class OpenCaseCheck
{
    private const int MaxLinks = 20;
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

    /// <summary>The rules that the case would run under; null: the catalogue has none for it.</summary>
    public CaseRuleSet? Rules { get; private set; }

    /// <summary>Checks what can be judged without the catalogue. A missing case message is an empty one.</summary>
    /// <param name="request">The request.</param>
    /// <param name="side">Who opens it.</param>
    public static OpenCaseCheck Form(OpenCaseRequest request, CaseSide side)
    {
        Case sent = request.Case ?? new Case();
        var check = new OpenCaseCheck(new CaseContent(
            sent.Subscription, sent.Severity, sent.Title, sent.Description, sent.Circuit, sent.Cause, string.Join('\n', sent.Links), sent.ReportedAtUs));
        check.CheckIds(request);
        check.CheckText(sent);
        check.CheckLinks(sent);
        if (sent.ReportedAtUs != 0 && side == CaseSide.Customer)
        {
            check.Add("case.reported_at_us", "is the provider's to state; leave it 0: the case is reported when it is sent", "NOT_ALLOWED");
        }

        return check;
    }

    /// <summary>Checks the rest against the catalogue. What belongs to another customer is treated like what does not exist.</summary>
    /// <param name="snapshot">The catalogue.</param>
    /// <param name="finder">Finds what plans promise.</param>
    /// <param name="nowUs">The instant of the record, microseconds since the Unix epoch.</param>
    /// <param name="maxAgeUs">How long before it the report may be, microseconds.</param>
    public void Against(CatalogSnapshot snapshot, RuleFinder finder, long nowUs, long maxAgeUs)
    {
        if (Content.ReportedAtUs != 0 && (Content.ReportedAtUs > nowUs || Content.ReportedAtUs < nowUs - maxAgeUs))
        {
            Add("case.reported_at_us", $"{Content.ReportedAtUs} is not {nowUs - maxAgeUs} to {nowUs}, or 0 for now", "OUT_OF_RANGE");
        }

        if (ResourceName.TryParse(Content.Subscription, "subscriptions", out ResourceName? subscription))
        {
            if (subscription.Customer != Customer?.Customer || !snapshot.Subscriptions.Any(known => known.Name == Content.Subscription))
            {
                Add("case.subscription", $"there is no {Content.Subscription} of {Customer}", "NO_SUCH_SUBSCRIPTION");
            }
            else
            {
                CheckSeverity(snapshot, finder, nowUs);
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

        RequestId = Fields.RequestId(request.RequestId, _violations);
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

        _ = Fields.Line("case.title", sent.Title, Fields.MaxTitle, _violations);
        _ = Fields.Text("case.description", sent.Description, Fields.MaxText, required: false, _violations);
    }

    private void CheckLinks(Case sent)
    {
        if (sent.Links.Count > MaxLinks)
        {
            Add("case.links", $"has {sent.Links.Count} names; at most {MaxLinks} are allowed", "TOO_MANY");
            return;
        }

        for (int i = 0; i < sent.Links.Count; i++)
        {
            if (!LinkTargets.Collections.Any(collection => ResourceName.TryParse(sent.Links[i], collection, out ResourceName? name) && name.Customer == Customer?.Customer))
            {
                Add($"case.links[{i}]", $"\"{Fields.Shown(sent.Links[i])}\" is no name of {Customer} in {string.Join(", ", LinkTargets.Collections)}", "MALFORMED_NAME");
            }
        }
    }

    private void CheckSeverity(CatalogSnapshot snapshot, RuleFinder finder, long nowUs)
    {
        Rules = finder.Find(snapshot, Content.Subscription, new(Content.ReportedAtUs == 0 ? nowUs : Content.ReportedAtUs));
        if (Rules is null)
        {
            Add("case.subscription", $"the contract of {Content.Subscription} cannot be read now, so that nothing could be promised", "NO_SUCH_CONTRACT");
        }
        else if (SeverityCheck.Find(Rules, Content.Severity, Content.Cause, "case.severity", "case.cause") is { } wrong)
        {
            _violations.Add(wrong);
        }
    }

    private void Add(string field, string description, string reason) => _violations.Add(new FieldViolation(field, description, reason));
}
