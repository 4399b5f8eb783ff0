using System.Net;
using Telecom.Gateway.Quotas;

namespace Telecom.Gateway.Tests.Quotas;

public sealed class AddressKeyTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    public void A_host_cannot_be_many_by_changing_what_it_chooses_itself(string address, string key) =>
        Assert.Equal(key, FailedIdentities.KeyOf(IPAddress.Parse(address)));

    [Fact]
    public void A_connection_without_an_address_has_a_key_too() => Assert.Equal("unknown", FailedIdentities.KeyOf(null));
}
