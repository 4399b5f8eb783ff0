using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Status;
using Telecom.Sla.V1;

namespace Telecom.Sla.Outages.Records;

/// <summary>
/// Checks a request to file a claim: first its form, then against catalogue and outages. What a claim must hold to be accepted is not asked
/// here: a claim that lacks something is a fact, too.
/// </summary>
internal sealed class ClaimCheck
{
    private const int MaxLine = 1000;
    private const int MaxLogs = 100_000;

    private readonly Claim _sent;

    private ClaimCheck(FileClaimRequest request)
    {
        _sent = request.Claim ?? new Claim();
        Violations.AddRange(OutageGrpcService.NameViolations(request.Parent, "", "parent"));
        _ = ResourceName.TryParse(request.Parent, "", out ResourceName? customer);
        Customer = customer;
        RequestId = RecordRequests.RequestId(request.RequestId, Violations);
        if (request.Claim is null)
        {
            Violations.Add(new FieldViolation("claim", "a claim is needed", "REQUIRED"));
            return;
        }

        if (_sent.Subscription.Length == 0)
        {
            Violations.Add(new FieldViolation("claim.subscription", "a subscription is needed", "REQUIRED"));
        }

        RecordRequests.OwnName(_sent.Subscription, "subscriptions", "claim.subscription", customer, Violations);
        RecordRequests.OwnName(_sent.Outage, "outages", "claim.outage", customer, Violations);
        RecordRequests.OwnName(_sent.Case, "cases", "claim.case", customer, Violations);
        ClaimContents contents = _sent.Contents ?? new ClaimContents();
        RecordRequests.Text(contents.Subject, 0, MaxLine, "claim.contents.subject", Violations);
        RecordRequests.Text(contents.IncidentTimes, 0, RecordRequests.MaxText, "claim.contents.incident_times", Violations);
        RecordRequests.Text(contents.AccountEmail, 0, MaxLine, "claim.contents.account_email", Violations);
        RecordRequests.Text(contents.TicketNumber, 0, MaxLine, "claim.contents.ticket_number", Violations);
        RecordRequests.Text(contents.Logs, 0, MaxLogs, "claim.contents.logs", Violations);
    }

    /// <summary>Everything that is wrong.</summary>
    public List<FieldViolation> Violations { get; } = [];

    /// <summary>The customer; null when the name is wrong.</summary>
    public ResourceName? Customer { get; }

    /// <summary>The request's id; null when it is wrong.</summary>
    public Guid? RequestId { get; }

    /// <summary>Hash of what was sent, without what only the service sets.</summary>
    public string Hash => RecordRequests.HashOf(new Claim
    {
        Subscription = _sent.Subscription,
        Outage = _sent.Outage,
        Case = _sent.Case,
        Contents = _sent.Contents ?? new ClaimContents(),
    });

    /// <summary>Checks the form.</summary>
    public static ClaimCheck Form(FileClaimRequest request) => new(request);

    /// <summary>Checks against what is known, and says what is to be recorded.</summary>
    /// <param name="book">The facts.</param>
    /// <param name="index">The catalogue.</param>
    /// <param name="by">Who files it.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT with everything that is wrong.</exception>
    public ClaimFact Against(FactBook book, CatalogIndex index, string by, UtcInstant now)
    {
        string customer = Customer!.CustomerName;
        if (index.Subscription(_sent.Subscription) is null)
        {
            Violations.Add(RecordRequests.Missing("claim.subscription", _sent.Subscription, customer, "subscriptions"));
        }

        if (_sent.Outage.Length > 0)
        {
            if (book.Outage(_sent.Outage) is not { } outage)
            {
                Violations.Add(RecordRequests.Missing("claim.outage", _sent.Outage, customer, "outages"));
            }
            else if (outage.Subscription != _sent.Subscription)
            {
                Violations.Add(new FieldViolation("claim.outage", $"{outage.Name} is of {outage.Subscription}, not of {_sent.Subscription}", "OTHER_SUBSCRIPTION"));
            }
        }

        OutageGrpcService.ThrowIfAny(Violations);
        ClaimContents contents = _sent.Contents ?? new ClaimContents();
        Dictionary<string, string> fields = new()
        {
            ["subject"] = contents.Subject,
            ["incidentTimes"] = contents.IncidentTimes,
            ["accountEmail"] = contents.AccountEmail,
            ["ticketNumber"] = contents.TicketNumber,
            ["logs"] = contents.Logs,
        };
        return new ClaimFact(
            _sent.Subscription,
            _sent.Outage,
            _sent.Case,
            fields.Where(field => field.Value.Length > 0).ToDictionary(field => field.Key, field => field.Value),
            by,
            now.Microseconds,
            Hash);
    }
}
