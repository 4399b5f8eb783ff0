using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Grpc.Core;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Hosting;
using Telecom.Support.V1;

namespace Telecom.EndToEnd.Tests;

/// <summary>Everything that a suite writes, at the most talkative level, holds none of its secrets.</summary>
public sealed partial class SecretScanTests
{
    private static readonly Dictionary<string, string?> Talkative = new()
    {
        ["TELECOM_Logging__LogLevel__Default"] = "Trace",
        ["TELECOM_Logging__LogLevel__Microsoft"] = "Debug",
        ["TELECOM_Logging__LogLevel__Grpc"] = "Trace",
        ["TELECOM_Logging__LogLevel__System.Net.Http"] = "Trace",
        ["TELECOM_Logging__LogLevel__Yarp"] = "Trace",
    };

    [Fact]
    public async Task No_secret_is_in_any_log_audit_file_or_store_and_the_audit_is_whole()
    {
        await using Rig rig = await Rig.StartAsync(Talkative);
        Dictionary<string, string> secrets = await UseAsync(rig);
        foreach (string service in (string[])["gateway", "support", "sla", "ingestion", "catalog"])
        {
            await rig.Process(service).TerminateAsync(TimeSpan.FromMinutes(1));
        }

        string adminFile = Path.Combine(rig.DataFolder, "catalog", "admin.key");
        secrets["admin key"] = (await File.ReadAllTextAsync(adminFile)).Trim();
        string[] pems = Directory.GetFiles(Path.Combine(rig.DataFolder, "identity"), "*.key.pem");
        foreach (string pem in pems)
        {
            foreach (string line in (await File.ReadAllLinesAsync(pem)).Where(line => line.Length >= 16 && !line.StartsWith('-')))
            {
                secrets[$"{Path.GetFileName(pem)} {line[..4]}"] = line;
            }
        }

        Assert.True(pems.Length >= 5 && secrets.Count > 15);
        Dictionary<string, string> outputs = ((string[])["gateway", "support", "sla", "ingestion", "catalog"]).ToDictionary(service => service, service => rig.Process(service).Output);
        string[] audit = Directory.GetFiles(Path.Combine(rig.DataFolder, "audit"), "*.jsonl");
        outputs[Assert.Single(audit)] = await File.ReadAllTextAsync(audit[0]);

        // What is looked through is what was said: each process at length, and the audit of what was done here.
        Assert.All(outputs, output => Assert.True(output.Value.Length > 1_000, $"{output.Key} said next to nothing"));
        Assert.Contains("/telecom.catalog.v1.CatalogService/CreateApiKey", outputs[audit[0]], StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"refused\"", outputs[audit[0]], StringComparison.Ordinal);
        Assert.Contains(" admin key in ", Found(secrets, await File.ReadAllTextAsync(adminFile)), StringComparison.Ordinal);
        Assert.All(outputs, output => Assert.Equal("", Found(secrets, output.Value)));
        Assert.All(outputs, output => Assert.DoesNotMatch(Token(), output.Value));

        Assert.Equal(0, await VerifyAsync(rig, audit[0]));
        string changed = Path.Combine(rig.Folder, "changed.jsonl");
        await File.WriteAllTextAsync(changed, outputs[audit[0]].Replace("CreateApiKey", "ListApiKeys", StringComparison.Ordinal));
        Assert.Equal(1, await VerifyAsync(rig, changed));

        // Keys are stored as hashes alone; the identity folder has the services' own, and one file the first administrator's.
        foreach (string file in Directory.EnumerateFiles(rig.DataFolder, "*", SearchOption.AllDirectories)
            .Where(file => file != adminFile && !file.StartsWith(Path.Combine(rig.DataFolder, "identity"), StringComparison.Ordinal)))
        {
            Assert.True(Found(secrets, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file))).Length == 0, $"{file} holds a secret");
        }
    }

    /// <summary>Uses the suite rightly and wrongly.</summary>
    /// <returns>The secrets that were made or presented, by what they are.</returns>
    private static async Task<Dictionary<string, string>> UseAsync(Rig rig)
    {
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, "secretive", ["line"]);
        Dictionary<string, string> secrets = new() { ["agent key"] = tenant.AgentSecret, ["viewer key"] = tenant.ViewerSecret };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        long startUs = TimeProvider.System.GetUtcNow().AddHours(-2).ToUnixTimeSeconds() * 1_000_000;
        Swarm swarm = await Swarm.StartAsync(rig, "chatty", Proofs.Seed, startUs, lanes: 1, TimeSpan.FromMilliseconds(5), limit.Token);
        secrets["swarm's agent key"] = swarm.Tenant.AgentSecret;
        await swarm.ProgressAsync(20);

        var webhooks = new WebhookService.WebhookServiceClient(rig.Admin.Invoker);
        CreateWebhookResponse webhook = await webhooks.CreateWebhookAsync(
            new CreateWebhookRequest { Parent = tenant.Name, WebhookId = "hook", Webhook = new Webhook { Url = "https://hooks.example/hook" } });
        secrets["webhook secret"] = webhook.Secret;
        secrets["rotated webhook secret"] = (await webhooks.RotateWebhookSecretAsync(new RotateWebhookSecretRequest { Name = webhook.Webhook.Name })).Secret;

        string wrong = $"tsk_wrongkey0000_{Convert.ToBase64String(Encoding.ASCII.GetBytes("a key that nobody ever made: 32")).TrimEnd('=')}A";
        string token = $"eyJhbGciOiJub25lIn0.{Convert.ToBase64String(Encoding.ASCII.GetBytes("{\"sub\":\"somebody\",\"aud\":\"telecom\"}")).TrimEnd('=')}.c2lnbmF0dXJlc2lnbmF0dXJl";
        using var http = new HttpClient { BaseAddress = new Uri(rig.GatewayAddress) };
        foreach ((string what, string secret) in new[] { ("wrong key", wrong), ("foreign token", token), ("nonsense", "correct-horse-battery-staple") })
        {
            secrets[what] = secret;
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/customers?access_token={Uri.EscapeDataString(secret)}") { Content = new StringContent($"{{\"secret\":\"{secret}\"}}", Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            request.Headers.Add("Cookie", $"telecom={secret}");
            request.Headers.Add("X-Forwarded-Access-Token", secret);
            using HttpResponseMessage answer = await http.SendAsync(request);
            Assert.False(answer.IsSuccessStatusCode);
            using var caller = new GatewayChannel(rig.GatewayAddress, secret);
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => Tenant.StatusAsync(caller, tenant.Circuit("line")));
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        }

        // Failures talk most: a backend that dies under a stream, and calls that find it away.
        using var viewer = new GatewayChannel(rig.GatewayAddress, tenant.ViewerSecret);
        await rig.Process("sla").KillHardAsync();
        _ = await Assert.ThrowsAsync<RpcException>(() => Tenant.StatusAsync(viewer, tenant.Circuit("line")));
        using var known = new HttpRequestMessage(HttpMethod.Get, "/api/v1/customers/secretive/circuits/line/status");
        known.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tenant.ViewerSecret);
        using HttpResponseMessage away = await http.SendAsync(known);
        Assert.False(away.IsSuccessStatusCode);
        await rig.KillAndRestartAsync("ingestion");
        await rig.KillAndRestartAsync("sla");
        await swarm.ProgressAsync(20);
        await swarm.FinishAsync();
        return secrets;
    }

    /// <summary>Exit code of "telecom audit verify".</summary>
    private static async Task<int> VerifyAsync(Rig rig, string file)
    {
        await using ManagedProcess verify = ManagedProcess.StartProgram("Telecom.Suite", "telecom", ["audit", "verify", file], new Dictionary<string, string?>(), rig.Folder);
        return await verify.WaitForExitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>The secrets that are in a text, whole or the random part alone.</summary>
    private static string Found(IReadOnlyDictionary<string, string> secrets, string text) => string.Concat(secrets
        .Where(secret => Parts(secret.Value).Any(part => text.Contains(part, StringComparison.Ordinal)))
        .Select(secret => $" {secret.Key} in {text.Split('\n').First(line => Parts(secret.Value).Any(part => line.Contains(part, StringComparison.Ordinal)))}\n"));

    /// <summary>A key says its id before its random part, and the id may be told.</summary>
    private static string[] Parts(string secret) => secret.StartsWith("tsk_", StringComparison.Ordinal)
        ? [secret[17..], secret[17..49]]
        : secret.StartsWith("eyJ", StringComparison.Ordinal) ? secret.Split('.')[1..] : [secret];

    /// <summary>A token in compact form.</summary>
    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.")]
    private static partial Regex Token();
}
