using Telecom.Catalog.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Status;
using Telecom.Sla.V1;

namespace Telecom.Sla.Outages.Records;

/// <summary>Checks a request to record an exclusion: first its form, then against catalogue, outages and contract.</summary>
internal sealed class ExclusionCheck
{
    private readonly Exclusion _sent;

    private ExclusionCheck(CreateExclusionRequest request)
    {
        _sent = request.Exclusion ?? new Exclusion();
        Violations.AddRange(OutageGrpcService.NameViolations(request.Parent, "", "parent"));
        _ = ResourceName.TryParse(request.Parent, "", out ResourceName? customer);
        Customer = customer;
        RequestId = RecordRequests.RequestId(request.RequestId, Violations);
        if (request.Exclusion is null)
        {
            Violations.Add(new FieldViolation("exclusion", "an exclusion is needed", "REQUIRED"));
            return;
        }

        if (_sent.Circuit.Length == 0 && _sent.Outage.Length == 0)
        {
            Violations.Add(new FieldViolation("exclusion.outage", "an outage or a circuit is needed", "REQUIRED"));
        }

        RecordRequests.OwnName(_sent.Circuit, "circuits", "exclusion.circuit", customer, Violations);
        RecordRequests.OwnName(_sent.Outage, "outages", "exclusion.outage", customer, Violations);
        RecordRequests.OwnName(_sent.Case, "cases", "exclusion.case", customer, Violations);
        RecordRequests.Text(_sent.Evidence, 1, RecordRequests.MaxText, "exclusion.evidence", Violations);
        if (_sent.Time is { } time && (time.StartUs < 0 || time.EndUs <= time.StartUs))
        {
            Violations.Add(new FieldViolation(
                "exclusion.time", $"[{time.StartUs}, {time.EndUs}) is not allowed: a start of 0 or more and an end after it", "EMPTY_RANGE"));
        }

        if (_sent.Time is null && _sent.Outage.Length == 0)
        {
            Violations.Add(new FieldViolation("exclusion.time", "a time is needed when no outage is named", "REQUIRED"));
        }
    }

    /// <summary>Everything that is wrong.</summary>
    public List<FieldViolation> Violations { get; } = [];

    /// <summary>The customer; null when the name is wrong.</summary>
    public ResourceName? Customer { get; }

    /// <summary>The request's id; null when it is wrong.</summary>
    public Guid? RequestId { get; }

    /// <summary>Hash of what was sent, without what only the service sets.</summary>
    public string Hash => RecordRequests.HashOf(new Exclusion
    {
        Circuit = _sent.Circuit,
        Outage = _sent.Outage,
        Time = _sent.Time,
        Category = _sent.Category,
        Evidence = _sent.Evidence,
        Case = _sent.Case,
    });

    /// <summary>Checks the form.</summary>
    public static ExclusionCheck Form(CreateExclusionRequest request) => new(request);

    /// <summary>Checks against what is known, and says what is to be recorded.</summary>
    /// <param name="book">The facts.</param>
    /// <param name="index">The catalogue.</param>
    /// <param name="ledger">Terms of contracts.</param>
    /// <param name="by">Who records it.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT with everything that is wrong.</exception>
    public ExclusionFact Against(FactBook book, CatalogIndex index, ContractLedger ledger, string by, UtcInstant now)
    {
        string customer = Customer!.CustomerName;
        OutageFact? outage = _sent.Outage.Length == 0 ? null : book.Outage(_sent.Outage);
        if (_sent.Outage.Length > 0 && outage is null)
        {
            Violations.Add(RecordRequests.Missing("exclusion.outage", _sent.Outage, customer, "outages"));
        }

        string circuitName = _sent.Circuit.Length > 0 ? _sent.Circuit : outage?.Circuit ?? "";
        Circuit? circuit = index.Circuit(circuitName);
        if (_sent.Circuit.Length > 0 && circuit is null)
        {
            Violations.Add(RecordRequests.Missing("exclusion.circuit", _sent.Circuit, customer, "circuits"));
        }

        if (outage is not null && outage.Circuit != circuitName)
        {
            Violations.Add(new FieldViolation("exclusion.circuit", $"{outage.Name} is of {outage.Circuit}; allowed is that, or empty", "OTHER_CIRCUIT"));
        }

        if (_sent.Time is null && outage is { Ongoing: true })
        {
            Violations.Add(new FieldViolation("exclusion.time", $"{outage.Name} goes on; a time is needed", "REQUIRED"));
        }

        TimeRange time = _sent.Time is { } sent
            ? new TimeRange(new UtcInstant(sent.StartUs), new UtcInstant(sent.EndUs))
            : outage is null ? default : new TimeRange(new UtcInstant(outage.StartUs), new UtcInstant(outage.EndUs));
        ExclusionTerms? category = Category(outage, circuit, time.Start, index, ledger);
        OutageGrpcService.ThrowIfAny(Violations);
        return new ExclusionFact(
            circuitName, _sent.Outage, time.Start.Microseconds, time.End.Microseconds, category!.Category, category.Clause, _sent.Evidence, _sent.Case, by, now.Microseconds, Hash)
        {
            Outages = outage is not null
                ? [outage.Name]
                : [.. book.Circuit(circuitName).Live
                    .Where(one => one.StartUs < time.End.Microseconds && (one.Ongoing || one.EndUs > time.Start.Microseconds)).Select(one => one.Name)],
        };
    }

    private ExclusionTerms? Category(OutageFact? outage, Circuit? circuit, UtcInstant at, CatalogIndex index, ContractLedger ledger)
    {
        Subscription? subscription = circuit is null ? null : index.Subscription(circuit.Subscription);
        (string? contract, string? plan) = outage is not null ? (outage.Contract, outage.Plan) : (subscription?.Contract, subscription?.Plan);
        if (contract is null || plan is null)
        {
            return null;
        }

        IReadOnlyDictionary<string, ExclusionTerms>? known = ledger.TermsOf(contract, plan, at, index)?.Availability?.Exclusions;
        if (known is not null && known.TryGetValue(_sent.Category, out ExclusionTerms? found))
        {
            return found;
        }

        string allowed = known is { Count: > 0 } ? $"allowed: {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}" : "the contract has none";
        Violations.Add(new FieldViolation("exclusion.category", $"\"{_sent.Category}\" is no category of {contract}; {allowed}", "NO_SUCH_CATEGORY"));
        return null;
    }
}
