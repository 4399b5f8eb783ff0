using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Gateway.Identity;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Identity;

public sealed class EndpointMarkTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public void Every_endpoint_needs_an_identity_or_says_why_it_does_not()
    {
        RouteEndpoint[] endpoints = [.. gateway.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
        Assert.True(endpoints.Length > 10, $"only {endpoints.Length} endpoints");
        foreach (RouteEndpoint endpoint in endpoints)
        {
            string pattern = "/" + endpoint.RoutePattern.RawText?.TrimStart('/');
            bool needs = endpoint.Metadata.GetMetadata<IdentityRequired>() is not null;
            bool open = endpoint.Metadata.GetMetadata<AnonymousByDesign>() is not null;

            // Health and reflection come from the shared hosting, and so do its answers to methods that it has not.
            bool health = pattern.StartsWith("/grpc.health.v1.Health/", StringComparison.Ordinal)
                || pattern.StartsWith("/grpc.reflection.", StringComparison.Ordinal) || pattern.StartsWith("/{unimplemented", StringComparison.Ordinal);
            Assert.True(needs != (open || health), $"{pattern} is marked {(needs ? "twice" : "not at all")}");
            Assert.True(needs || pattern == "/api/v1/openapi.json" || !pattern.StartsWith("/api", StringComparison.Ordinal), pattern);
        }
    }
}
