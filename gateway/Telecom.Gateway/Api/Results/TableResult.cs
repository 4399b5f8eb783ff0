using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Api.Csv;
using Telecom.Gateway.Api.Requests;

namespace Telecom.Gateway.Api.Results;

/// <summary>200 with a page of a list as JSON, or with all that is left of it as CSV.</summary>
/// <typeparam name="TPage">The page.</typeparam>
/// <typeparam name="TRow">What is listed.</typeparam>
/// <param name="table">The list as a table.</param>
/// <param name="readAsync">Reads a page: its size, 0 for the service's own, and its token.</param>
/// <param name="pageSize">Size that the caller wants; null: whatever.</param>
/// <param name="pageToken">Token of the page to begin with; null: the first.</param>
internal sealed class TableResult<TPage, TRow>(CsvTable<TRow> table, Func<int, string, Task<TPage>> readAsync, int? pageSize, string? pageToken)
    : IResult, IEndpointMetadataProvider
    where TPage : IPage<TRow>
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!Negotiation.WantsCsv(httpContext))
        {
            TPage page = await readAsync(pageSize ?? 0, pageToken ?? "");
            Answer.LinkNext(httpContext, page.NextPageToken);
            await Answer.WriteAsync(httpContext, StatusCodes.Status200OK, page, null);
            return;
        }

        ApiOptions options = httpContext.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value;
        int size = pageSize ?? Math.Min(options.CsvPageSize, table.MaxPageSize);
        CsvResponse response = httpContext.RequestServices.GetRequiredService<CsvResponse>();
        await response.WriteAsync(httpContext, table, async token => await readAsync(size, token), pageToken ?? "");
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(TPage), [Negotiation.Json, Negotiation.Csv]));
}
