using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Telecom.Gateway.Api.Csv;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Api.Resources;

/// <summary>What is owed for a period, and from what.</summary>
internal static class StatementEndpoints
{
    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapStatements(this RouteGroupBuilder api)
    {
        RouteGroupBuilder statements = api.Resource("Statements");
        _ = statements.Read("/customers/{customer}/statements", "listStatements", List);
        _ = statements.Read("/customers/{customer}/statements/{subscription}", "getStatement", GetAsync);
        _ = statements.Read("/customers/{customer}/statements/{subscription}/evidence", "getEvidence", GetEvidenceAsync);
    }

    /// <summary>Statements of all subscriptions of a customer for a period. As CSV: a row for each rated period of each subscription.</summary>
    internal static TableResult<StatementListModel, StatementModel> List(
        HttpContext context,
        BackendClients clients,
        string customer,
        string? period = null,
        [Instant] string? asOf = null,
        [Range(1, 100)] int? pageSize = null,
        string? pageToken = null)
    {
        return new(CsvTables.Statements, ReadAsync, pageSize, pageToken);

        async Task<StatementListModel> ReadAsync(int size, string token)
        {
            var request = new ListStatementsRequest
            {
                Parent = ResourceNames.Customer(customer),
                Period = period ?? "",
                AsOfUs = Instants.Us(asOf),
                PageSize = size,
                PageToken = token,
            };
            ListStatementsResponse response = await clients.Statements.ListStatementsAsync(request, clients.For(context));
            return new StatementListModel([.. response.Statements.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken));
        }
    }

    /// <summary>The statement of one subscription for a period.</summary>
    internal static async Task<ResourceResult<StatementModel>> GetAsync(
        HttpContext context, BackendClients clients, string customer, string subscription, string? period = null, [Instant] string? asOf = null) =>
        new((await ReadAsync(context, clients, customer, subscription, period, asOf)).ToModel());

    /// <summary>
    /// The evidence document that a statement was rated from (docs/schemas/evidence.schema.json). Rating it by the contract gives the statement again.
    /// </summary>
    internal static async Task<ResourceResult<JsonElement>> GetEvidenceAsync(
        HttpContext context, BackendClients clients, string customer, string subscription, string? period = null, [Instant] string? asOf = null)
    {
        Statement found = await ReadAsync(context, clients, customer, subscription, period, asOf);
        return found.Evidence.Length > 0
            ? new(LedgerMapping.Parse(found.Evidence))
            : throw RpcFailure.NotFound($"evidence of {found.Subscription} for {found.Period}");
    }

    private static async Task<Statement> ReadAsync(
        HttpContext context, BackendClients clients, string customer, string subscription, string? period, string? asOf)
    {
        var request = new GetStatementRequest
        {
            Name = ResourceNames.Of(customer, "subscriptions", subscription),
            Period = period ?? "",
            AsOfUs = Instants.Us(asOf),
        };
        return (await clients.Statements.GetStatementAsync(request, clients.For(context))).Statement;
    }
}
