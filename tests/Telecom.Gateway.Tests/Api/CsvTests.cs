using System.Text;
using Microsoft.AspNetCore.Builder;
using Telecom.Catalog.V1;
using Telecom.Gateway.Api.Csv;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tests.Api;

public sealed class CsvTests(ApiFixture api) : IClassFixture<ApiFixture>, IDisposable
{
    private const string Circuits = "/api/v1/customers/acme/circuits";

    public void Dispose() => api.Answers.Reset();

    [Fact]
    public async Task A_list_as_a_table_has_all_its_pages()
    {
        Pages(3);
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Get, Circuits, headers: ("Accept", "text/csv"));
        Assert.Equal("text/csv; charset=utf-8; header=present", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment; filename=\"circuits.csv\"", response.Content.Headers.ContentDisposition?.ToString());
        Assert.Contains("Accept", response.Headers.Vary);
        Assert.Equal(
            "name,id,displayName,subscription,region,createdAt\r\n"
            + "customers/acme/circuits/c1,c1,\"North, \"\"A\"\"\",customers/acme/subscriptions/s,,2025-06-15T15:06:40.000001Z\r\n"
            + "customers/acme/circuits/c2,c2,\"North, \"\"A\"\"\",customers/acme/subscriptions/s,,2025-06-15T15:06:40.000001Z\r\n"
            + "customers/acme/circuits/c3,c3,\"North, \"\"A\"\"\",customers/acme/subscriptions/s,,2025-06-15T15:06:40.000001Z\r\n",
            Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()));
        Assert.Equal([500, 500, 500], api.Answers.Requests.OfType<ListCircuitsRequest>().Select(request => request.PageSize));
    }

    [Theory]
    [InlineData("format=csv", "application/json", "text/csv")]
    [InlineData("format=json", "text/csv", "application/json")]
    [InlineData("", "text/csv;q=0.5, application/json", "application/json")]
    [InlineData("", "text/*", "text/csv")]
    [InlineData("", "text/csv, application/json;q=0.9", "text/csv")]
    [InlineData("", "*/*", "application/json")]
    public async Task The_caller_chooses_the_form(string query, string accept, string given)
    {
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Get, $"{Circuits}?{query}", headers: ("Accept", accept));
        Assert.Equal(given, response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept", response.Headers.Vary);
    }

    [Theory]
    [InlineData("/api/v1/customers/acme/status", "circuit,subscription,contract,plan")]
    [InlineData("/api/v1/customers/acme/outages", "name,circuit,subscription,contract,measuredStart")]
    [InlineData("/api/v1/customers/acme/cases", "name,subscription,circuit,severity")]
    [InlineData("/api/v1/customers/acme/statements", "subscription,period,asOf,contract")]
    [InlineData("/api/v1/customers/acme/claims", "name,subscription,outage,case")]
    [InlineData("/api/v1/customers/acme/exclusions", "name,circuit,outage,start")]
    [InlineData("/api/v1/customers/acme/attainment", "contract,severity,clock,met")]
    public async Task Every_table_has_a_header_and_its_rows(string path, string header)
    {
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Get, $"{path}?format=csv");
        string[] lines = (await response.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.StartsWith(header, lines[0], StringComparison.Ordinal);
        Assert.Equal((3, ""), (lines.Length, lines[2]));
        Assert.NotEqual("", lines[1].Replace(",", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_statement_has_a_line_for_each_of_its_periods()
    {
        api.Answers.On<ListStatementsRequest>(_ => new ListStatementsResponse
        {
            Statements =
            {
                new Statement
                {
                    Subscription = "customers/acme/subscriptions/s",
                    Period = "2026",
                    Document = """{"version":"v","currency":"USD","periods":[{"kind":"month","credit":{"amount":"-5.0000"}},{"kind":"year","credit":null}]}""",
                },
                new Statement { Subscription = "customers/acme/subscriptions/t", UnratedBecause = "no contract" },
            },
        });
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Get, "/api/v1/customers/acme/statements?format=csv");
        string[] lines = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Contains("USD,month", lines[1], StringComparison.Ordinal);
        Assert.Contains("-5.0000", lines[1], StringComparison.Ordinal);
        Assert.Contains("USD,year", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("no contract", lines[3], StringComparison.Ordinal);
        Assert.Equal(100, api.Answers.Last<ListStatementsRequest>().PageSize);
    }

    [Fact]
    public async Task What_fails_before_the_first_row_is_a_problem()
    {
        api.Answers.On<ListCircuitsRequest>(request => throw RpcFailure.NotFound(request.Parent));
        _ = await api.FailAsync(404, HttpMethod.Get, $"{Circuits}?format=csv");
    }

    [Fact]
    public async Task A_table_that_is_cut_does_not_look_whole()
    {
        api.Answers.On<ListCircuitsRequest>(request => request.PageToken.Length == 0
            ? new ListCircuitsResponse { Circuits = { new Circuit { Name = "customers/acme/circuits/c1" } }, NextPageToken = "2" }
            : throw RpcFailure.NotFound("x"));
        _ = await Assert.ThrowsAnyAsync<Exception>(() => api.Http.GetStringAsync($"{Circuits}?format=csv"));
    }

    [Fact]
    public async Task A_table_has_a_bound()
    {
        WebApplication gateway = await api.StartGatewayAsync(new() { ["Gateway:Api:CsvMaxRows"] = "2", ["Gateway:Api:CsvPageSize"] = "1" });
        using HttpClient http = api.ClientOf(gateway);
        Pages(2);
        Assert.Equal(4, (await http.GetStringAsync($"{Circuits}?format=csv")).Split("\r\n").Length);
        Pages(3);
        _ = await Assert.ThrowsAnyAsync<Exception>(() => http.GetStringAsync($"{Circuits}?format=csv"));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("-0.0250", "-0.0250")]
    [InlineData("-5\n=1", "\"'-5\n=1\"")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("Ünïcödé", "Ünïcödé")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData(true, "true")]
    [InlineData(-3L, "-3")]
    public void A_field_is_read_back_as_text_and_never_as_a_formula(object? value, string field) => Assert.Equal(field, CsvText.Field(value));

    private void Pages(int count) => api.Answers.On<ListCircuitsRequest>(request =>
    {
        int page = request.PageToken.Length == 0 ? 1 : int.Parse(request.PageToken, System.Globalization.CultureInfo.InvariantCulture);
        return new ListCircuitsResponse
        {
            Circuits =
            {
                new Circuit
                {
                    Name = $"customers/acme/circuits/c{page}",
                    DisplayName = "North, \"A\"",
                    Subscription = "customers/acme/subscriptions/s",
                    CreateTimeUs = 1_750_000_000_000_001,
                },
            },
            NextPageToken = page < count ? $"{page + 1}" : "",
        };
    });
}
