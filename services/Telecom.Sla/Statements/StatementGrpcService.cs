using Grpc.Core;
using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Outages;
using Telecom.Sla.Status;
using Telecom.Sla.V1;

namespace Telecom.Sla.Statements;

/// <summary>The gRPC surface of statements: checks requests, asks, and pages.</summary>
internal sealed class StatementGrpcService(
    StatementReader reader, FactStore facts, CatalogIndexSource catalog, IOptions<StatusOptions> options, TimeProvider time) : StatementService.StatementServiceBase
{
    private const int MaxSize = 100;
    private const int DefaultSize = 20;

    /// <inheritdoc/>
    public override Task<GetStatementResponse> GetStatement(GetStatementRequest request, ServerCallContext context) => OutageGrpcService.Guard(async () =>
    {
        List<FieldViolation> violations = [.. OutageGrpcService.NameViolations(request.Name, "subscriptions", "name")];
        StatementQuestion question = reader.Question(request.Period, request.AsOfUs, violations);
        OutageGrpcService.ThrowIfAny(violations);
        string name = context.GetCaller().RequireOwn(request.Name, "subscriptions", "name").ToString();
        CatalogIndex index = catalog.Current;
        Subscription subscription = index.Subscription(name) ?? throw RpcFailure.NotFound(name);
        await facts.CatchUpAsync(context.CancellationToken);
        return new GetStatementResponse { Statement = await reader.ReadAsync(subscription, index, question, alone: true, context.GetCaller(), context.CancellationToken) };
    });

    /// <inheritdoc/>
    public override Task<ListStatementsResponse> ListStatements(ListStatementsRequest request, ServerCallContext context) => OutageGrpcService.Guard(async () =>
    {
        List<FieldViolation> violations = [.. OutageGrpcService.NameViolations(request.Parent, "", "parent")];
        StatementQuestion question = reader.Question(request.Period, request.AsOfUs, violations);
        if (request.PageSize is < 0 or > MaxSize)
        {
            violations.Add(new FieldViolation("page_size", $"{request.PageSize} is not allowed: 0 (which means {DefaultSize}), or 1 to {MaxSize}", "OUT_OF_RANGE"));
        }

        string last = Paging.KeyOf(request.PageToken, ResourceName.IsId, violations);
        OutageGrpcService.ThrowIfAny(violations);
        string parent = context.GetCaller().RequireOwn(request.Parent, "", "parent").ToString();
        CatalogIndex index = catalog.Current;
        if (!index.HasCustomer(parent))
        {
            throw RpcFailure.NotFound(parent);
        }

        await facts.CatchUpAsync(context.CancellationToken);
        return await ListAsync(parent, index, question, request.PageSize == 0 ? DefaultSize : request.PageSize, last, context.GetCaller(), context.CancellationToken);
    });

    /// <summary>Statements of the subscriptions after <paramref name="last"/>, until the page is full or took long enough.</summary>
    private async Task<ListStatementsResponse> ListAsync(
        string parent, CatalogIndex index, StatementQuestion question, int size, string last, Caller caller, CancellationToken cancellationToken)
    {
        string prefix = $"{parent}/subscriptions/";
        Subscription[] rest = [.. index.SubscriptionsOf(parent).Where(one => last.Length == 0 || string.CompareOrdinal(one.Name, prefix + last) > 0)];
        ListStatementsResponse response = new();
        long start = time.GetTimestamp();
        int done = 0;
        while (done < rest.Length && done < size && (done == 0 || time.GetElapsedTime(start) < options.Value.ListBudget))
        {
            Statement statement = await reader.ReadAsync(rest[done], index, question, alone: false, caller, cancellationToken);
            statement.Evidence = "";
            response.Statements.Add(statement);
            done++;
        }

        response.NextPageToken = done < rest.Length ? Paging.TokenOf(rest[done - 1].Name[prefix.Length..]) : "";
        return response;
    }
}
