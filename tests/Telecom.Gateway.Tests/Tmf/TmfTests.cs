using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Telecom.Gateway.Tests.Tmf;

public sealed class TmfTests(TmfRig rig) : IClassFixture<TmfRig>
{
    private const string Sla = "/tmf-api/slaManagement/v1/sla";
    private const string Violation = "/tmf-api/slaManagement/v1/slaViolation";
    private const string Ticket = "/tmf-api/troubleTicket/v5/troubleTicket";
    private const string Objective = "/tmf-api/serviceQualityManagement/v4/serviceLevelObjective";
    private const string Specification = "/tmf-api/serviceQualityManagement/v4/serviceLevelSpecification";

    [Fact]
    public async Task A_subscription_is_an_agreement_with_its_rules()
    {
        JsonElement sla = await GetAsync($"{Sla}/acme.main");
        Assert.Equal("Network services, premium", Text(sla, "name"));
        Assert.Equal($"{Sla}/acme.main", Text(sla, "href"));
        Assert.Equal("2025-01", Text(sla, "version"));
        Assert.Equal("2025-06-15T15:06:40.000001Z", Text(sla.GetProperty("validFor"), "startDateTime"));
        Assert.False(sla.GetProperty("validFor").TryGetProperty("endDateTime", out _));
        Assert.Equal(("infopromo", "Network services"), (Text(sla.GetProperty("template"), "id"), Text(sla.GetProperty("template"), "name")));
        Assert.Equal(
            [("SLAProvider", "Infopromo", null), ("SLAConsumer", null, "acme")],
            sla.GetProperty("relatedParty").EnumerateArray().Select(party => (Text(party, "role"), Text(party, "name"), Text(party, "id"))));

        // The circuits share the availability; their latencies differ.
        Assert.Equal(
            [("availability", ">=", "99.9500", "%"), ("latency-p95.north", "<", "50000", "us"), ("latency-p95.south", "<", "60000", "us")],
            sla.GetProperty("rule").EnumerateArray().Select(rule => (Text(rule, "id"), Text(rule, "operator"), Text(rule, "referenceValue"), Text(rule, "unit"))));
    }

    [Fact]
    public async Task A_list_says_how_many_there_are_once_it_has_seen_the_end()
    {
        Assert.Equal(("acme.backup acme.main", "2", "2"), await ListAsync(Sla));
        Assert.Equal(("acme.backup", "1", null), await ListAsync($"{Sla}?limit=1"));
        Assert.Equal(("acme.main", "1", "2"), await ListAsync($"{Sla}?offset=1&limit=1"));
        Assert.Equal(("", "0", "2"), await ListAsync($"{Sla}?offset=9"));
        Assert.Equal(("acme.main", "1", "1"), await ListAsync($"{Sla}?template.id=infopromo"));
    }

    [Fact]
    public async Task Staff_reads_all_customers_or_one()
    {
        Assert.Equal(("acme.backup acme.main globex.backup globex.main", "4", "4"), await ListAsync($"{Sla}?fields=name", rig.StaffSecret));
        Assert.Equal(("globex.backup globex.main", "2", "2"), await ListAsync($"{Sla}?fields=none&relatedParty.id=globex", rig.StaffSecret));
    }

    [Fact]
    public async Task Only_the_attributes_that_were_asked_for_are_read_and_returned()
    {
        int before = rig.Sla.Lists;
        rig.Sla.Asked.Clear();
        JsonElement sla = await GetAsync($"{Sla}/acme.main?fields=name,template");
        Assert.Equal(["id", "href", "name", "template"], sla.EnumerateObject().Select(property => property.Name));
        Assert.Equal(before, rig.Sla.Lists);
        Assert.Empty(rig.Sla.Asked);
        JsonElement none = await GetAsync($"{Ticket}/acme.c3?fields=none");
        Assert.Equal(["id", "href", "@type"], none.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task For_one_agreement_or_specification_only_its_own_circuits_are_rated()
    {
        int before = rig.Sla.Lists;
        foreach (string path in new[] { $"{Sla}/acme.main", $"{Specification}/acme.main" })
        {
            rig.Sla.Asked.Clear();
            _ = await GetAsync(path);
            Assert.Equal(["customers/acme/circuits/north", "customers/acme/circuits/south", "customers/acme/circuits/unknown"], rig.Sla.Asked);
        }

        Assert.Equal(before, rig.Sla.Lists);
    }

    [Fact]
    public async Task A_promise_that_cannot_be_kept_any_more_is_a_violation()
    {
        Assert.Equal(("acme.north.2026-11.availability", "1", "1"), await ListAsync($"{Violation}?month=2026-11&sla.id=acme.main"));
        Assert.Equal("2026-11", rig.Sla.Month);
        Assert.Equal(("", "0", "0"), await ListAsync($"{Violation}?sla.id=acme.backup"));
        JsonElement violation = await GetAsync($"{Violation}/acme.north.2026-11.availability");
        Assert.Equal("2026-11", rig.Sla.Month);
        Assert.Equal("2026-11-02T00:00:00.000001Z", Text(violation, "date"));
        Assert.Equal("acme.main", Text(violation.GetProperty("sla"), "id"));
        JsonElement figures = violation.GetProperty("violation");
        Assert.Equal(("99.9500", ">=", "98.1000", "%"), (
            Text(figures, "referenceValue"), Text(figures, "operator"), Text(figures, "actualValue"), Text(figures, "unit")));
        Assert.Equal($"{Objective}/acme.north.availability", Text(figures.GetProperty("rule"), "href"));
        await FailAsync($"{Violation}/acme.north.2026-11.latency-p95", HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task A_case_is_a_trouble_ticket_with_its_history()
    {
        JsonElement ticket = await GetAsync($"{Ticket}/acme.c3");
        Assert.Equal(("TroubleTicket", "held", "1", "Down"), (Text(ticket, "@type"), Text(ticket, "status"), Text(ticket, "severity"), Text(ticket, "name")));
        Assert.Equal(["acknowledged", "held"], ticket.GetProperty("statusChange").EnumerateArray().Select(change => Text(change, "status")));
        Assert.Equal("2026-11-01T23:00:00.000003Z", Text(ticket, "statusChangeDate"));
        Assert.Equal("2026-11-01T23:00:00.000004Z", Text(ticket, "lastUpdate"));
        Assert.Equal("2026-11-02T00:00:00Z", Text(ticket, "expectedResolutionDate"));
        Assert.False(ticket.TryGetProperty("resolutionDate", out _));
        Assert.Equal(
            [("e2", "Sam", "Looking."), ("e3", null, "Ordered.")],
            ticket.GetProperty("note").EnumerateArray().Select(note => (Text(note, "id"), Text(note, "author"), Text(note, "text"))));
        Assert.Equal(
            [("subscription", "acme.main", "Subscription"), ("affectedCircuit", "acme.north", "Circuit"), ("link", "acme.o1", "Outage")],
            ticket.GetProperty("relatedEntity").EnumerateArray().Select(entity => (
                Text(entity, "role"), Text(entity.GetProperty("entity"), "id"), Text(entity.GetProperty("entity"), "@referredType"))));
        Assert.Equal(
            [("duplicateOf", "acme.c0"), ("link", "acme.c9")],
            ticket.GetProperty("troubleTicketRelationship").EnumerateArray().Select(other => (Text(other, "relationshipType"), Text(other, "id"))));
        Assert.Equal(12, ticket.GetProperty("attachment")[0].GetProperty("size").GetProperty("amount").GetInt64());
    }

    [Fact]
    public async Task Tickets_are_listed_without_their_history_and_filtered_by_the_service()
    {
        Assert.Equal(("acme.c3 acme.c2 acme.c1", "3", "3"), await ListAsync($"{Ticket}?status=inProgress&severity=1"));
        Assert.Equal(Support.V1.CaseState.InProgress, Assert.Single(rig.Support.LastRequest!.States));
        Assert.Equal("1", Assert.Single(rig.Support.LastRequest.Severities));
        JsonElement first = (await GetAsync(Ticket))[0];
        Assert.False(first.TryGetProperty("statusChange", out _) || first.TryGetProperty("note", out _));
        _ = await ListAsync(Ticket, rig.StaffSecret);
        Assert.Equal("customers/-", rig.Support.LastRequest.Parent);
    }

    [Fact]
    public async Task Each_promise_of_a_circuit_is_an_objective_and_those_of_a_subscription_a_specification()
    {
        Assert.Equal(
            ("acme.north.availability acme.north.latency-p95 acme.south.availability acme.south.latency-p95", "4", "4"), await ListAsync(Objective));
        JsonElement objective = await GetAsync($"{Objective}/acme.north.latency-p95?month=2026-10");
        Assert.Equal("2026-10", rig.Sla.Month);
        Assert.Equal(("50000", "<"), (Text(objective, "conformanceTarget"), Text(objective, "conformanceComparator")));
        Assert.Equal("2026-10-31T20:00:00Z", Text(objective.GetProperty("conformancePeriod"), "startDateTime"));
        JsonElement parameter = objective.GetProperty("serviceLevelObjectiveParameter");
        Assert.Equal(("latency p95, us", "KQI"), (Text(parameter, "name"), Text(parameter, "parameterType")));
        Assert.NotEqual("", Text(parameter, "transformationAlgorithmOfKQI"));
        JsonElement specification = await GetAsync($"{Specification}/acme.main");
        Assert.Equal(4, specification.GetProperty("relatedServiceLevelObjective").GetArrayLength());
        Assert.Equal(("acme.backup acme.main", "2", "2"), await ListAsync($"{Specification}?fields=name"));
    }

    [Theory]
    [InlineData($"{Sla}?limit=0", "limit")]
    [InlineData($"{Sla}?offset=11", "offset")]
    [InlineData($"{Sla}?fields=nothing", "fields")]
    [InlineData($"{Sla}?status=held", "status")]
    [InlineData($"{Ticket}?status=submitted", "status")]
    [InlineData($"{Ticket}/acme.c3?limit=1", "limit")]
    [InlineData($"{Sla}?template.id=a&template.id=b", "template.id")]
    public async Task A_wrong_parameter_is_named_with_what_is_allowed(string path, string parameter)
    {
        JsonElement error = await FailAsync(path, HttpStatusCode.BadRequest, "INVALID_ARGUMENT");
        Assert.Contains($"{parameter}:", Text(error, "message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Sla}/globex.main")]
    [InlineData($"{Sla}/acme.nothing")]
    [InlineData($"{Sla}/acme")]
    [InlineData($"{Ticket}/acme.C%203")]
    [InlineData($"{Ticket}/globex.c3")]
    [InlineData($"{Objective}/acme.north.nothing")]
    [InlineData("/tmf-api/nothing")]
    public async Task What_is_not_there_or_another_customers_is_not_found(string path) => await FailAsync(path, HttpStatusCode.NotFound, "NOT_FOUND");

    [Fact]
    public async Task Who_presents_no_key_is_told_in_the_same_shape()
    {
        // The development identity is off here.
        using HttpResponseMessage response = await rig.Http.GetAsync(Sla);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        JsonElement error = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("Error", "UNAUTHENTICATED", "401"), (Text(error, "@type"), Text(error, "code"), Text(error, "status")));
    }

    [Fact]
    public async Task The_views_are_for_reading()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Ticket) { Content = JsonContent.Create(new { }) };
        request.Headers.Authorization = new("Bearer", rig.ViewerSecret);
        using HttpResponseMessage response = await rig.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET"], response.Content.Headers.Allow);
        Assert.Equal("METHOD_NOT_ALLOWED", Text(await response.Content.ReadFromJsonAsync<JsonElement>(), "code"));
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private async Task<JsonElement> GetAsync(string path)
    {
        using HttpResponseMessage response = await SendAsync(path, rig.ViewerSecret);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<(string Ids, string? Results, string? Total)> ListAsync(string path, string? secret = null)
    {
        using HttpResponseMessage response = await SendAsync(path, secret ?? rig.ViewerSecret);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonElement page = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (string.Join(" ", page.EnumerateArray().Select(item => Text(item, "id"))), Header(response, "X-Result-Count"), Header(response, "X-Total-Count"));
    }

    private async Task<JsonElement> FailAsync(string path, HttpStatusCode status, string code)
    {
        using HttpResponseMessage response = await SendAsync(path, rig.ViewerSecret);
        Assert.Equal(status, response.StatusCode);
        JsonElement error = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("Error", code, $"{(int)status}", $"urn:telecom-sla:error:{code}"), (
            Text(error, "@type"), Text(error, "code"), Text(error, "status"), Text(error, "referenceError")));
        Assert.NotEqual("", Text(error, "correlationId"));
        return error;
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", secret);
        return await rig.Http.SendAsync(request);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.Single() : null;
}
