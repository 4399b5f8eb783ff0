using System.Globalization;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Rating;
using Telecom.Sla.Status;
using Telecom.Sla.Stores;
using Telecom.Sla.V1;
using Telecom.Storage;
using Telecom.Storage.Cells;

namespace Telecom.Sla;

/// <summary>The gRPC surface: checks requests, asks, and maps.</summary>
internal sealed class SlaGrpcService(
    CatalogIndexSource catalog, StatusReader reader, EvidenceRating rating, ISlaStores stores, IOptions<StatusOptions> options, TimeProvider time) : V1.SlaService.SlaServiceBase
{
    /// <inheritdoc/>
    public override Task<GetStatusResponse> GetStatus(GetStatusRequest request, ServerCallContext context) => Guard(async () =>
    {
        StatusQuestion question = new(request.Month, request.AsOfUs, OneCircuit: true);
        PeriodRules rules = reader.RulesNow();
        List<FieldViolation> violations = [.. NameViolations(request.Name, "circuits", "name"), .. rules.Check(question)];
        ThrowIfAny(violations);
        string name = context.GetCaller().RequireOwn(request.Name, "circuits", "name").ToString();
        CatalogIndex index = catalog.Current;
        Circuit circuit = index.Circuit(name) ?? throw RpcFailure.NotFound(name);
        CircuitReading reading = await reader.ReadAsync(circuit, index, question, rules, context.GetCaller(), context.CancellationToken);
        return new GetStatusResponse { Status = ProtoMapping.ToProto(reading) };
    });

    /// <inheritdoc/>
    public override Task<ListStatusesResponse> ListStatuses(ListStatusesRequest request, ServerCallContext context) => Guard(async () =>
    {
        StatusQuestion question = new(request.Month, request.AsOfUs, OneCircuit: false);
        PeriodRules rules = reader.RulesNow();
        List<FieldViolation> violations = [.. NameViolations(request.Parent, "", "parent"), .. rules.Check(question)];
        int size = Paging.SizeOf(request.PageSize, violations);
        string last = Paging.KeyOf(request.PageToken, key => ResourceName.IsId(key), violations);
        ThrowIfAny(violations);
        string parent = context.GetCaller().RequireOwn(request.Parent, "", "parent").ToString();
        CatalogIndex index = catalog.Current;
        if (!index.HasCustomer(parent))
        {
            throw RpcFailure.NotFound(parent);
        }

        return await ListAsync(parent, index, question, rules, size, last, context.GetCaller(), context.CancellationToken);
    });

    /// <inheritdoc/>
    public override Task<RateResponse> Rate(RateRequest request, ServerCallContext context) => Task.FromResult(rating.Rate(request, catalog.Current));

    /// <inheritdoc/>
    public override Task<ListFoldProgressResponse> ListFoldProgress(ListFoldProgressRequest request, ServerCallContext context) => Guard(async () =>
    {
        List<FieldViolation> violations = [.. NameViolations(request.Parent, "agents", "parent")];
        int size = Paging.SizeOf(request.PageSize, violations);
        string last = Paging.KeyOf(request.PageToken, IsLaneKey, violations);
        ThrowIfAny(violations);
        string agent = context.GetCaller().RequireOwn(request.Parent, "agents", "parent").ToString();
        if (!catalog.Current.HasAgent(agent))
        {
            throw RpcFailure.NotFound(agent);
        }

        IMeasurementStore store = await stores.GetCellsAsync(context.CancellationToken);
        IEnumerable<LaneProgress> rest = (await store.ListProgressAsync(agent, context.CancellationToken))
            .Where(lane => string.CompareOrdinal(LaneKey(lane.Lane), last) > 0);
        LaneProgress[] page = [.. rest.Take(size + 1)];
        ListFoldProgressResponse response = new();
        response.Lanes.AddRange(page.Take(size).Select(ProtoMapping.ToProto));
        response.NextPageToken = page.Length > size ? Paging.TokenOf(LaneKey(page[size - 1].Lane)) : "";
        return response;
    });

    /// <summary>Statuses of the circuits after <paramref name="last"/>, until the page is full or took long enough.</summary>
    private async Task<ListStatusesResponse> ListAsync(
        string parent,
        CatalogIndex index,
        StatusQuestion question,
        PeriodRules rules,
        int size,
        string last,
        Caller caller,
        CancellationToken cancellationToken)
    {
        string prefix = $"{parent}/circuits/";
        Circuit[] rest = [.. index.CircuitsOf(parent).Where(circuit => last.Length == 0 || string.CompareOrdinal(circuit.Name, prefix + last) > 0)];
        ListStatusesResponse response = new();
        long start = time.GetTimestamp();
        int done = 0;
        int bytes = 0;
        while (done < rest.Length && done < size && (done == 0 || time.GetElapsedTime(start) < options.Value.ListBudget))
        {
            CircuitStatus status = ProtoMapping.ToProto(await reader.ReadAsync(rest[done], index, question, rules, caller, cancellationToken));
            bytes += status.CalculateSize();
            if (done > 0 && bytes > MessageSize.Most)
            {
                break;
            }

            response.Statuses.Add(status);
            done++;
        }

        response.NextPageToken = done < rest.Length ? Paging.TokenOf(rest[done - 1].Name[prefix.Length..]) : "";
        return response;
    }

    /// <summary>Orders as the store does: by epoch, then by lane.</summary>
    private static string LaneKey(ProducerLane lane) => string.Create(CultureInfo.InvariantCulture, $"{lane.Epoch}/{lane.Lane:d10}");

    private static bool IsLaneKey(string key) =>
        key.Length == 43 && key[32] == '/' && key[..32].All(char.IsAsciiHexDigitLower) && key[33..].All(char.IsAsciiDigit);

    private static IEnumerable<FieldViolation> NameViolations(string name, string collection, string field) =>
        ResourceName.TryParse(name, collection, out _) ? [] : [Caller.NameViolation(name, collection, field)];

    private static void ThrowIfAny(List<FieldViolation> violations)
    {
        if (violations.Count > 0)
        {
            throw RpcFailure.Invalid(violations);
        }
    }

    private static async Task<T> Guard<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (StoreUnavailableException exception)
        {
            throw RpcFailure.Unavailable(
                ErrorReason.StoreUnavailable, "The measurement store cannot be read now; the same request may succeed later.", exception.RetryAfter, exception);
        }
    }
}
