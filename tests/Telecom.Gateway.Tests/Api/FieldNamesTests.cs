using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Telecom.Gateway.Api.Requests;

namespace Telecom.Gateway.Tests.Api;

public sealed class FieldNamesTests
{
    [Theory]
    [InlineData("parent", "customer")]
    [InlineData("name", "case")]
    [InlineData("page_size", "pageSize")]
    [InlineData("page_token", "pageToken")]
    [InlineData("as_of_us", "asOf")]
    [InlineData("due_before_us", "dueBefore")]
    [InlineData("request_id", "Idempotency-Key")]
    [InlineData("etag", "If-Match")]
    [InlineData("case.reported_at_us", "reportedAt")]
    [InlineData("case.links[3]", "links[3]")]
    [InlineData("case.name", "id")]
    [InlineData("circuit.display_name", "displayName")]
    [InlineData("api_key.expire_time_us", "expiresAt")]
    [InlineData("subscription.start_time_us", "startsAt")]
    [InlineData("subscription.calendar.time_zone", "calendar.timeZone")]
    [InlineData("subscription.calendar.weekend[1]", "calendar.weekend[1]")]
    [InlineData("change.change_severity.severity", "severity")]
    [InlineData("change.agree.until_us", "until")]
    [InlineData("change.attach.attachment.sha256", "sha256")]
    [InlineData("change.duplicate.master", "master")]
    [InlineData("change", "$")]
    [InlineData("exclusion.time.start_us", "time.start")]
    [InlineData("claim.contents.incident_times", "contents.incidentTimes")]
    [InlineData("claim.subscription", "subscription")]
    [InlineData("touching.end_us", "to")]
    [InlineData("reported.start_us", "from")]
    [InlineData("evidence.outages[0].start", "outages[0].start")]
    [InlineData("webhook_id", "id")]
    [InlineData("webhook.types[0]", "types[0]")]
    [InlineData("start_after_position", "startAfterPosition")]
    [InlineData("choices[2].rules_hash", "choices[2].rulesHash")]
    [InlineData("document.document", "document.text")]
    [InlineData("document.contract", "document.contract")]
    [InlineData("update_mask", "$")]
    public void A_field_of_a_service_has_a_name_for_callers(string field, string name)
    {
        var endpoint = new RouteEndpoint(
            _ => Task.CompletedTask, RoutePatternFactory.Parse("/api/v1/customers/{customer}/cases/{case}"), 0, EndpointMetadataCollection.Empty, null);
        Assert.Equal(name, FieldNames.ToJson(field, endpoint));
    }
}
