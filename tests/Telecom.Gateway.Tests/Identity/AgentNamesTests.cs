using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Telecom.Gateway.Identity.Certificates;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Identity;

public sealed class AgentNamesTests
{
    private const string Agent = "customers/acme/agents/probe-1";

    [Theory]
    [InlineData("", "telecom:" + Agent)]
    [InlineData("example.org", "telecom:" + Agent)]
    [InlineData("example.org", "spiffe://example.org/" + Agent)]
    [InlineData("example.org", "spiffe://elsewhere.org/" + Agent, "telecom:" + Agent)]
    [InlineData("", "https://example.org/" + Agent, "telecom:" + Agent)]
    public void One_uri_that_names_an_agent_is_its_name(string trustDomain, params string[] uris)
    {
        using X509Certificate2 certificate = Certificate(uris);
        Assert.Equal(Agent, AgentNames.Find(certificate, trustDomain)?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("", "spiffe://example.org/" + Agent)]
    [InlineData("", "spiffe:///" + Agent)]
    [InlineData("example.org", "spiffe://elsewhere.org/" + Agent)]
    [InlineData("example.org", "spiffe://example.org.evil/" + Agent)]
    [InlineData("example.org", "telecom:" + Agent, "telecom:customers/acme/agents/probe-2")]
    [InlineData("example.org", "telecom:" + Agent, "telecom:" + Agent)]
    [InlineData("example.org", "telecom:" + Agent, "spiffe://example.org/" + Agent)]
    [InlineData("example.org", "telecom:" + Agent, "telecom:nonsense")]
    [InlineData("", "telecom:customers/acme")]
    [InlineData("", "telecom:customers/acme/circuits/c1")]
    [InlineData("", "telecom:customers/acme/agents/")]
    [InlineData("", "telecom:customers/acme/agents/probe-1/")]
    [InlineData("", "telecom:customers/ACME/agents/probe-1")]
    [InlineData("", "telecom:customers/acme/agents/probe%2D1")]
    [InlineData("", "TELECOM:" + Agent)]
    [InlineData("", "telecom:/" + Agent)]
    public void Anything_else_names_nobody(string trustDomain, params string[] uris)
    {
        using X509Certificate2 certificate = Certificate(uris);
        Assert.Null(AgentNames.Find(certificate, trustDomain));
    }

    [Fact]
    public void A_name_elsewhere_in_the_certificate_is_no_name()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("telecom.customers.acme.agents.probe-1");
        names.AddEmailAddress($"telecom:{Agent}");
        using X509Certificate2 certificate = Create($"CN=\"telecom:{Agent}\"", names.Build());
        Assert.Null(AgentNames.Find(certificate, ""));
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x30, 0x05, 0x86 })]
    [InlineData(new byte[] { 0x04, 0x01, 0x00 })]
    [InlineData(new byte[] { 0x30, 0x03, 0x86, 0x01, 0xFF })]
    public void A_malformed_extension_names_nobody(byte[] extension)
    {
        using X509Certificate2 certificate = Create("CN=probe", new X509Extension("2.5.29.17", extension, critical: false));
        Assert.Null(AgentNames.Find(certificate, "example.org"));
    }

    private static X509Certificate2 Certificate(string[] uris) => Create("CN=probe-1", AgentCertificates.Names(uris));

    private static X509Certificate2 Create(string subject, X509Extension names)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
