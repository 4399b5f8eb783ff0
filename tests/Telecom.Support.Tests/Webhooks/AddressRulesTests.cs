using System.Net;
using Telecom.Support.Webhooks;
using Telecom.Support.Webhooks.Sending;

namespace Telecom.Support.Tests.Webhooks;

public sealed class AddressRulesTests
{
    private const string Loopback = "a loopback address";
    private const string Private = "a private address";
    private const string NotPublic = "an address that is not public";

    [Theory]
    [InlineData("8.8.8.8", null)]
    [InlineData("172.15.255.255", null)]
    [InlineData("172.32.0.0", null)]
    [InlineData("100.63.255.255", null)]
    [InlineData("2a00:1450:4001:81b::200e", null)]
    [InlineData("64:ff9b::808:808", null)]
    [InlineData("127.0.0.1", Loopback)]
    [InlineData("127.255.255.254", Loopback)]
    [InlineData("::1", Loopback)]
    [InlineData("::ffff:127.0.0.1", Loopback)]
    [InlineData("10.0.0.1", Private)]
    [InlineData("172.16.0.1", Private)]
    [InlineData("172.31.255.255", Private)]
    [InlineData("192.168.1.1", Private)]
    [InlineData("100.64.0.1", Private)]
    [InlineData("fd00::1", Private)]
    [InlineData("::ffff:192.168.1.1", Private)]
    [InlineData("64:ff9b::a00:1", Private)]
    [InlineData("0.0.0.0", NotPublic)]
    [InlineData("169.254.169.254", NotPublic)]
    [InlineData("::ffff:169.254.169.254", NotPublic)]
    [InlineData("192.0.0.170", NotPublic)]
    [InlineData("192.0.2.1", NotPublic)]
    [InlineData("198.18.0.1", NotPublic)]
    [InlineData("203.0.113.7", NotPublic)]
    [InlineData("224.0.0.1", NotPublic)]
    [InlineData("255.255.255.255", NotPublic)]
    [InlineData("::", NotPublic)]
    [InlineData("::7f00:1", NotPublic)]
    [InlineData("fe80::1", NotPublic)]
    [InlineData("fec0::1", NotPublic)]
    [InlineData("ff02::1", NotPublic)]
    [InlineData("2001:db8::1", NotPublic)]
    [InlineData("2001::1", NotPublic)]
    [InlineData("2002:7f00:1::", NotPublic)]
    [InlineData("64:ff9b::7f00:1", Loopback)]
    public void An_address_that_is_not_public_is_refused(string address, string? refusal) =>
        Assert.Equal(refusal, AddressRules.RefusalOf(IPAddress.Parse(address), loopbackHost: true, new WebhookOptions()));

    [Theory]
    [InlineData("10.0.0.1", null)]
    [InlineData("fd00::1", null)]
    [InlineData("127.0.0.1", Loopback)]
    [InlineData("169.254.169.254", NotPublic)]
    [InlineData("224.0.0.1", NotPublic)]
    public void Allowing_private_addresses_allows_no_others(string address, string? refusal) =>
        Assert.Equal(refusal, AddressRules.RefusalOf(IPAddress.Parse(address), true, new WebhookOptions { AllowPrivateAddresses = true }));

    [Theory]
    [InlineData("127.0.0.1", true, null)]
    [InlineData("127.0.0.1", false, Loopback)]
    [InlineData("10.0.0.1", true, Private)]
    public void Allowing_loopback_allows_it_where_the_URL_names_it(string address, bool loopbackHost, string? refusal) =>
        Assert.Equal(refusal, AddressRules.RefusalOf(IPAddress.Parse(address), loopbackHost, new WebhookOptions { AllowLoopback = true }));
}
