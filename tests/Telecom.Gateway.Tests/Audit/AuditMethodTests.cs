using Google.Protobuf.Reflection;
using Telecom.Gateway.Audit;
using Telecom.Gateway.Proxy;

namespace Telecom.Gateway.Tests.Audit;

public sealed class AuditMethodTests
{
    /// <summary>Every public method, by hand: a new one must be put on one side or the other.</summary>
    private static readonly string[] Writes =
    [
        "ApplyRules", "ChangeCase", "CreateAgent", "CreateApiKey", "CreateCircuit", "CreateCustomer", "CreateExclusion", "CreateSubscription", "CreateWebhook",
        "DecideExclusion", "DeleteWebhook", "DisableAgent", "EnableAgent", "Export", "FileClaim", "OpenCase", "RedeliverDeadLetters", "ReportConsumed", "RevokeApiKey",
        "RotateWebhookSecret", "StreamSamples", "UpdateCase", "UpdateSubscription", "WriteSamples",
    ];

    [Fact]
    public void Every_public_method_is_known_to_read_or_to_write()
    {
        IEnumerable<MethodDescriptor> methods = Backends.Public.Values.SelectMany(services => services).Append(Backends.Otlp).SelectMany(service => service.Methods);
        string[] writes = [.. methods.Select(method => method.Name).Where(name => !AuditMethods.IsRead(name)).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(Writes.Intersect(writes), writes);
        Assert.Equal(Writes, writes);
    }

    [Theory]
    [InlineData("GetCase", true)]
    [InlineData("Rate", true)]
    [InlineData("RateNow", true)]
    [InlineData("Ratelimit", false)]
    [InlineData("Getaway", false)]
    [InlineData("Listen", false)]
    [InlineData("", false)]
    public void A_name_that_only_begins_like_a_read_is_a_write(string method, bool read) => Assert.Equal(read, AuditMethods.IsRead(method));
}
