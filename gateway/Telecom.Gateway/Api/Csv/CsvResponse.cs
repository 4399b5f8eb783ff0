using System.Text;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Api.Results;
using Telecom.Gateway.Errors;

namespace Telecom.Gateway.Api.Csv;

/// <summary>Sends lists as tables, page after page, holding one page at a time.</summary>
internal sealed partial class CsvResponse(IOptions<ApiOptions> options, ILogger<CsvResponse> logger)
{
    /// <summary>
    /// Sends a table. The first page is read before anything is sent, so that a refusal is still a problem; what fails later cuts the
    /// connection, so that a part never looks like the whole.
    /// </summary>
    /// <typeparam name="TRow">What is listed.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="table">The table.</param>
    /// <param name="readAsync">Reads the page of a token.</param>
    /// <param name="first">Token of the first page.</param>
    public async Task WriteAsync<TRow>(HttpContext context, CsvTable<TRow> table, Func<string, Task<IPage<TRow>>> readAsync, string first)
    {
        IPage<TRow> page = await readAsync(first);
        HttpResponse response = context.Response;
        response.ContentType = "text/csv; charset=utf-8; header=present";
        response.Headers.ContentDisposition = $"attachment; filename=\"{table.Name}.csv\"";
        var text = new StringBuilder();
        CsvText.AppendRow(text, table.Header);
        int rows = 0;
        try
        {
            while (true)
            {
                foreach (IEnumerable<object?> line in page.Rows.SelectMany(table.LinesOf))
                {
                    if (++rows > options.Value.CsvMaxRows)
                    {
                        Log.TooLong(logger, context.Request.Path, options.Value.CsvMaxRows, context.GetCorrelationId());
                        context.Abort();
                        return;
                    }

                    CsvText.AppendRow(text, line);
                }

                await response.WriteAsync(text.ToString(), context.RequestAborted);
                _ = text.Clear();

                if (page.NextPageToken is not { } next)
                {
                    return;
                }

                page = await readAsync(next);
            }
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            Log.Cut(logger, exception, context.Request.Path, rows, context.GetCorrelationId());
            context.Abort();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5601, LogLevel.Warning, "{Path}: the table has more than {MaxRows} rows and was cut there, correlation id {CorrelationId}")]
        public static partial void TooLong(ILogger logger, string path, int maxRows, string correlationId);

        [LoggerMessage(5602, LogLevel.Warning, "{Path}: the table was cut after {Rows} rows, correlation id {CorrelationId}")]
        public static partial void Cut(ILogger logger, Exception exception, string path, int rows, string correlationId);
    }
}
