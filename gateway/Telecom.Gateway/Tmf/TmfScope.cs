using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;
using Telecom.Catalog.V1;
using Telecom.Gateway.Api;
using Telecom.Gateway.Identity;

namespace Telecom.Gateway.Tmf;

/// <summary>Whose resources a list is about: one customer's where the query or the caller says so, otherwise everyone's, customer by customer.</summary>
/// <param name="clients">The services.</param>
internal sealed class TmfScope(BackendClients clients)
{
    private const int PageSize = 500;

    /// <summary>The one customer that a request is about; null: all.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">Its query.</param>
    public static string? CustomerOf(HttpContext context, TmfQuery query) =>
        query.Filter(TmfQuery.Party) ?? context.Features.GetRequiredFeature<CallerIdentity>().Caller.Customer;

    /// <summary>Resource names of the customers that a list is about.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">Its query.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<string> CustomersAsync(
        HttpContext context, TmfQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (CustomerOf(context, query) is { } one)
        {
            yield return $"customers/{one}";
            yield break;
        }

        await foreach (Customer customer in Pages<Customer>(async token =>
        {
            ListCustomersResponse page = await clients.Catalog.ListCustomersAsync(
                new ListCustomersRequest { PageSize = PageSize, PageToken = token }, clients.For(context));
            return (page.Customers, page.NextPageToken);
        }).WithCancellation(cancellationToken))
        {
            yield return customer.Name;
        }
    }

    /// <summary>All rows of a list that comes in pages, read as they are needed.</summary>
    /// <typeparam name="TRow">A row.</typeparam>
    /// <param name="read">Reads the page of a token; the token of the next, empty on the last.</param>
    public static async IAsyncEnumerable<TRow> Pages<TRow>(Func<string, Task<(IEnumerable<TRow> Rows, string Next)>> read)
    {
        string token = "";
        do
        {
            (IEnumerable<TRow> rows, token) = await read(token);
            foreach (TRow row in rows)
            {
                yield return row;
            }
        }
        while (token.Length > 0);
    }
}
