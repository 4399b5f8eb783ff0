using System.Globalization;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Events;
using Telecom.Support.Cases;
using Telecom.Support.Feed;
using Telecom.Support.Rules;
using Telecom.Support.V1;

namespace Telecom.Support;

/// <summary>Reads cases for callers: one, a list, a history.</summary>
internal sealed partial class CaseReading(
    CaseStore cases, CaseBook book, RuleLookup rules, CaseView view, ICatalogDirectory catalog, IOptions<SupportOptions> options, ILogger<CaseReading> logger)
{
    /// <summary>Cases of a page that are read at once: on a shared store each is a round trip.</summary>
    private const int ReadsAtOnce = 16;

    /// <summary>The catalogue; null: not known yet.</summary>
    public CatalogSnapshot? Catalog => catalog.Current;

    /// <summary>One case.</summary>
    /// <exception cref="RpcFailure">NOT_FOUND.</exception>
    public async ValueTask<Case> GetAsync(string name, CaseSide side, CancellationToken cancellationToken)
    {
        CaseRecord record = await cases.FindAsync(name, cancellationToken) ?? throw RpcFailure.NotFound(name);
        return await ShowAsync(record, side, cancellationToken);
    }

    /// <summary>A case that was read.</summary>
    public async ValueTask<Case> ShowAsync(CaseRecord record, CaseSide side, CancellationToken cancellationToken)
    {
        CaseRuleSet? found = await rules.FindAsync(record.Core, cancellationToken);
        if (found is null)
        {
            Log.NoClocks(logger, record.Core.Name, record.Core.Subscription);
        }

        return view.Of(record, found, side);
    }

    /// <summary>A page of cases, newest first.</summary>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT, NOT_FOUND, UNAVAILABLE.</exception>
    public async ValueTask<ListCasesResponse> ListAsync(ResourceName? customer, ListCasesRequest request, CaseSide side, CancellationToken cancellationToken)
    {
        if (customer is not null)
        {
            catalog.RequireCustomer(customer.CustomerName, options.Value.RetryAfter);
        }

        ListCasesRequest question = request.Clone();
        (question.PageSize, question.PageToken, question.ReadMask) = (0, "", null);
        List<FieldViolation> violations = [];
        CasePage page = CasePage.Read(request.PageSize, request.PageToken, question, violations);
        CaseFilter filter = Filter(request, violations);
        FieldMask? mask = Mask(request, violations);
        if (violations.Count > 0)
        {
            throw RpcFailure.Invalid(violations);
        }

        // One more than asked for tells whether there is a next page.
        await book.CatchUpAsync(cancellationToken);
        IReadOnlyList<Chosen> keys = book.Choose(
            customer?.Customer, page.After, page.Size + 1, entry => filter.Matches(entry) ? new Chosen(entry.Key) : null);
        var response = new ListCasesResponse();
        var shown = new Case[Math.Min(keys.Count, page.Size)];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, shown.Length, parallel, async (i, token) => shown[i] = await GetAsync(keys[i].Key.Name, side, token));
        response.Cases.AddRange(mask is null ? shown : shown.Select(found => Masked(found, mask)));

        // A page of large cases ends early, so that every client can take it.
        int fit = MessageSize.Fit(response.Cases);
        while (response.Cases.Count > fit)
        {
            response.Cases.RemoveAt(response.Cases.Count - 1);
        }

        response.NextPageToken = keys.Count > fit ? CasePage.TokenAfter(keys[fit - 1].Key, question) : "";
        return response;
    }

    /// <summary>A page of a case's history, oldest first.</summary>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT, NOT_FOUND.</exception>
    public async ValueTask<ListCaseEventsResponse> EventsAsync(string name, ListCaseEventsRequest request, CaseSide side, CancellationToken cancellationToken)
    {
        List<FieldViolation> violations = [];
        if (request.PageSize is < 0 or > 1000)
        {
            violations.Add(new FieldViolation("page_size", $"{request.PageSize} is not 1 to 1000, or 0 for 100", "OUT_OF_RANGE"));
        }

        long after = 0;
        if (request.PageToken.Length > 0 && !long.TryParse(request.PageToken, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            violations.Add(new FieldViolation("page_token", "is not a next_page_token of this method", "BAD_PAGE_TOKEN"));
        }

        if (violations.Count > 0)
        {
            throw RpcFailure.Invalid(violations);
        }

        IReadOnlyList<StoredEvent> stream = await cases.ReadAsync(name, cancellationToken);
        if (stream.Count == 0)
        {
            throw RpcFailure.NotFound(name);
        }

        int size = request.PageSize == 0 ? 100 : request.PageSize;
        CaseEvent[] found = [.. EventMapping.Map(name, stream, stored => stored.Version > after, side != CaseSide.Customer).Take(size + 1)];
        var response = new ListCaseEventsResponse();
        int fit = MessageSize.Fit(found.Take(size));
        foreach (CaseEvent shown in found.Take(fit))
        {
            shown.Position = 0;
            response.Events.Add(shown);
        }

        response.NextPageToken = found.Length > fit ? found[fit - 1].Version.ToString(CultureInfo.InvariantCulture) : "";
        return response;
    }

    private static CaseFilter Filter(ListCasesRequest request, List<FieldViolation> violations)
    {
        for (int i = 0; i < request.States.Count; i++)
        {
            if (request.States[i] == CaseState.Unspecified || !System.Enum.IsDefined(request.States[i]))
            {
                violations.Add(new FieldViolation($"states[{i}]", $"{(int)request.States[i]} is no state; allowed are 1 to 8", "NO_SUCH_STATE"));
            }
        }

        if (request.DueBeforeUs < 0)
        {
            violations.Add(new FieldViolation("due_before_us", $"{request.DueBeforeUs} is before 1970; 0 is no limit", "OUT_OF_RANGE"));
        }

        foreach ((string field, string value, string collection) in new[] { ("subscription", request.Subscription, "subscriptions"), ("circuit", request.Circuit, "circuits") })
        {
            if (value.Length > 0 && !ResourceName.TryParse(value, collection, out _))
            {
                violations.Add(Caller.NameViolation(value, collection, field));
            }
        }

        return new CaseFilter(
            request.States.ToHashSet(), request.DueBeforeUs, request.Severities.ToHashSet(StringComparer.Ordinal), request.Subscription, request.Circuit);
    }

    private static FieldMask? Mask(ListCasesRequest request, List<FieldViolation> violations)
    {
        if (request.ReadMask is not { Paths.Count: > 0 } mask)
        {
            return null;
        }

        foreach (string path in mask.Paths.Where(path => path != "*" && !FieldMask.IsValid(Case.Descriptor, path)))
        {
            string fields = string.Join(", ", Case.Descriptor.Fields.InDeclarationOrder().Select((FieldDescriptor field) => field.Name));
            violations.Add(new FieldViolation("read_mask", $"\"{Fields.Shown(path)}\" is no field of a case; its fields are {fields}", "NO_SUCH_FIELD"));
        }

        return mask.Paths.Contains("*") ? null : mask;
    }

    private static Case Masked(Case shown, FieldMask mask)
    {
        var result = new Case();
        mask.Merge(shown, result);
        return result;
    }

    private sealed record Chosen(CaseKey Key);

    private static partial class Log
    {
        [LoggerMessage(4102, LogLevel.Error, "{Case} is shown without clocks: the catalogue does not say what {Subscription} promises")]
        public static partial void NoClocks(ILogger logger, string @case, string subscription);
    }
}
