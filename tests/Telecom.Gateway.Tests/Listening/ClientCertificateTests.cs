using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Gateway.Listening;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Listening;

/// <summary>Certificates that clients show at the TLS port of a real gateway.</summary>
public sealed class ClientCertificateTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telecom-clients-").FullName;
    private readonly TestAuthority _clients = TestAuthority.Create("Clients");

    private string AuthorityFile => Path.Combine(_folder, "clients.pem");

    private string RevocationFile => Path.Combine(_folder, "revoked.pem");

    public void Dispose()
    {
        _clients.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_certificate_of_the_authority_is_accepted(SslProtocols version)
    {
        await using TlsPort port = await StartAsync("Require");
        using X509Certificate2 right = _clients.Issue("probe-1", TestAuthority.ForClients);
        Assert.True(await IsServedAsync(port, right, version));
    }

    [Fact]
    public async Task A_certificate_through_an_intermediate_of_the_file_is_accepted()
    {
        using TestAuthority between = _clients.Certify("Between");
        await using TlsPort port = await StartAsync("Require", between.Pem);
        using X509Certificate2 right = between.Issue("probe-1", TestAuthority.ForClients);
        Assert.True(await IsServedAsync(port, right));
    }

    [Theory]
    [InlineData("Require", SslProtocols.Tls12)]
    [InlineData("Require", SslProtocols.Tls13)]
    [InlineData("Allow", SslProtocols.Tls12)]
    [InlineData("Allow", SslProtocols.Tls13)]
    public async Task A_wrong_certificate_ends_the_handshake_whether_one_is_required_or_not(string policy, SslProtocols version)
    {
        await using TlsPort port = await StartAsync(policy);
        using TestAuthority stranger = TestAuthority.Create("Clients");
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 strangers = stranger.Issue("probe-1", TestAuthority.ForClients);
        using X509Certificate2 expired = _clients.Issue("probe-1", TestAuthority.ForClients, to: now.AddMinutes(-1));
        using X509Certificate2 early = _clients.Issue("probe-1", TestAuthority.ForClients, from: now.AddHours(1));
        using X509Certificate2 forServers = _clients.Issue("probe-1", TestAuthority.ForServers);
        foreach (X509Certificate2 wrong in new[] { strangers, expired, early, forServers })
        {
            Assert.False(await IsServedAsync(port, wrong, version));
        }
    }

    [Theory]
    [InlineData("Allow", true)]
    [InlineData("Require", false)]
    [InlineData("None", true)]
    public async Task A_client_without_a_certificate_is_served_unless_one_is_required(string policy, bool served)
    {
        await using TlsPort port = await StartAsync(policy);
        Assert.Equal(served, await IsServedAsync(port, null));
    }

    [Fact]
    public async Task A_certificate_that_is_revoked_while_the_gateway_runs_is_refused_from_then_on()
    {
        using X509Certificate2 first = _clients.Issue("probe-1", TestAuthority.ForClients);
        using X509Certificate2 second = _clients.Issue("probe-2", TestAuthority.ForClients);
        await File.WriteAllTextAsync(RevocationFile, TestAuthority.PemOf(_clients.Revoke()));
        await using TlsPort port = await StartAsync("Require", settings: new() { ["Listen:Tls:ClientRevocationFile"] = RevocationFile });
        ClientCertificates judge = port.App.Services.GetRequiredService<ClientCertificates>();
        Assert.True(await IsServedAsync(port, first));
        AcceptedChain firstChain = Accept(judge, first);
        AcceptedChain secondChain = Accept(judge, second);
        Assert.Null(judge.Objection(firstChain));

        await File.WriteAllTextAsync(RevocationFile, TestAuthority.PemOf(_clients.Revoke(first)));
        _ = await Eventually.BecomesAsync(() => IsServedAsync(port, first), served => !served, "the revoked certificate is refused");
        Assert.True(await IsServedAsync(port, second));
        Assert.Equal("The certificate is revoked.", judge.Objection(firstChain));
        Assert.Null(judge.Objection(secondChain));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_accepted_certificate_is_objected_to_once_an_authority_of_its_chain_is_revoked_or_its_root_withdrawn(bool revoke)
    {
        using TestAuthority between = _clients.Certify("Between");
        using TestAuthority other = TestAuthority.Create("Other");
        using X509Certificate2 through = between.Issue("probe-1", TestAuthority.ForClients);
        using X509Certificate2 direct = _clients.Issue("probe-2", TestAuthority.ForClients);
        using X509Certificate2 others = other.Issue("probe-3", TestAuthority.ForClients);
        await File.WriteAllTextAsync(RevocationFile, TestAuthority.PemOf(_clients.Revoke()));
        string more = between.Pem + other.Pem;
        await using TlsPort port = await StartAsync("Require", more, new() { ["Listen:Tls:ClientRevocationFile"] = RevocationFile });
        ClientCertificates judge = port.App.Services.GetRequiredService<ClientCertificates>();
        AcceptedChain[] chains = [Accept(judge, through), Accept(judge, direct), Accept(judge, others)];
        Assert.All(chains, chain => Assert.Null(judge.Objection(chain)));
        Assert.Equal(chains[0], Accept(judge, through));
        Assert.NotEqual(chains[0], chains[1]);

        if (revoke)
        {
            await File.WriteAllTextAsync(RevocationFile, TestAuthority.PemOf(_clients.Revoke(between.Certificate)));
        }
        else
        {
            await File.WriteAllTextAsync(RevocationFile, TestAuthority.PemOf(other.Revoke()));
            await File.WriteAllTextAsync(AuthorityFile, other.Pem);
        }

        await Eventually.HoldsAsync(() => judge.Objection(chains[0]) is not null, "the change is seen");
        Assert.Equal(
            revoke ? "An authority in the certificate's chain is revoked." : "The root of the certificate's chain is no longer trusted.",
            judge.Objection(chains[0]));
        Assert.Equal(revoke, judge.Objection(chains[1]) is null);
        Assert.Null(judge.Objection(chains[2]));
    }

    [Fact]
    public async Task A_certificate_that_no_handshake_accepted_has_no_chain()
    {
        await using TlsPort port = await StartAsync("Require");
        using X509Certificate2 right = _clients.Issue("probe-1", TestAuthority.ForClients);
        Assert.Null(port.App.Services.GetRequiredService<ClientCertificates>().ChainOf(right));
    }

    [Fact]
    public async Task A_revocation_list_of_a_stranger_changes_nothing()
    {
        using X509Certificate2 right = _clients.Issue("probe-1", TestAuthority.ForClients);
        using TestAuthority stranger = TestAuthority.Create("Clients");
        await File.WriteAllTextAsync(RevocationFile, TestAuthority.PemOf(_clients.Revoke()));
        await using TlsPort port = await StartAsync("Require", settings: new() { ["Listen:Tls:ClientRevocationFile"] = RevocationFile });
        await File.WriteAllTextAsync(RevocationFile, TestAuthority.PemOf(stranger.Revoke(right)));
        ClientTrustFiles files = port.App.Services.GetRequiredService<ClientTrustFiles>();
        long looks = files.Looks;
        await Eventually.HoldsAsync(() => files.Looks > looks + 1, "the files were looked at");
        Assert.True(await IsServedAsync(port, right));
    }

    /// <summary>Does what a handshake does with a right certificate.</summary>
    private static AcceptedChain Accept(ClientCertificates judge, X509Certificate2 shown)
    {
        using var chain = new X509Chain { ChainPolicy = judge.Policy() };
        Assert.True(chain.Build(shown));
        Assert.True(judge.Accepts(shown, chain, SslPolicyErrors.None, required: true));
        return judge.ChainOf(shown)!;
    }

    private Task<TlsPort> StartAsync(string policy, string more = "", Dictionary<string, string?>? settings = null)
    {
        File.WriteAllText(AuthorityFile, _clients.Pem + more);
        return TlsPort.StartAsync(gateway, new(settings ?? [])
        {
            ["Listen:Tls:ClientCertificates"] = policy,
            ["Listen:Tls:ClientAuthorityFile"] = AuthorityFile,
        });
    }

    /// <summary>False when the handshake fails, or, as TLS 1.3 has it, the connection ends after the client's side of it.</summary>
    private static async Task<bool> IsServedAsync(TlsPort port, X509Certificate2? client, SslProtocols version = SslProtocols.None)
    {
        try
        {
            using Handshake shaken = await port.ShakeAsync(version, client);
            return (await shaken.AskAsync()).StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return false;
        }
    }
}
