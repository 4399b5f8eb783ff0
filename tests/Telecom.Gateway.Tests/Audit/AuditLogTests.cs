using System.Net;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Telecom.Gateway.Audit;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tests.Audit;

public sealed class AuditLogTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telecom-audit-").FullName;
    private WebApplication _own = null!;
    private GrpcChannel _channel = null!;

    private string Folder => Path.Combine(_folder, "audit");

    private CallInvoker Invoker => _channel.CreateCallInvoker();

    public async Task InitializeAsync()
    {
        _own = gateway.Build(
            new()
            {
                ["Services:catalog:Address"] = gateway.Catalog.Urls.Single(),
                ["Services:ingestion:Address"] = gateway.EchoAddress,
                ["Services:sla:Address"] = gateway.SlaAddress,
                ["Gateway:Audit:Directory"] = Folder,
                ["Gateway:Audit:RetryAfter"] = "00:00:00.100",
            },
            manualClock: false);
        await _own.StartAsync();
        _channel = GrpcChannel.ForAddress(_own.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _own.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_write_has_an_entry_that_says_who_what_when_from_where_and_what_came_of_it()
    {
        var headers = new Metadata { { "authorization", $"Bearer {gateway.AgentSecret}" }, { "x-correlation-id", "write-1" }, { "x-request-id", "mine-1" } };
        DateTimeOffset before = TimeProvider.System.GetUtcNow();
        _ = await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, new CallOptions(headers), "hello");
        _ = await Assert.ThrowsAsync<RpcException>(async () => await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, GatewayFixture.With(gateway.AgentSecret), "refuse"));
        JsonElement[] entries = await EntriesAsync(2);
        Assert.Equal(["OK", "FAILED_PRECONDITION"], entries.Select(entry => Text(entry, "status")));
        JsonElement first = entries[0];
        Assert.Equal("write", Text(first, "kind"));
        Assert.Equal("customers/acme/agents/probe-1", Text(first, "subject"));
        Assert.Equal("acme", Text(first, "customer"));
        Assert.Equal("ROLE_AGENT", Assert.Single(first.GetProperty("roles").EnumerateArray()).GetString());
        Assert.Equal(("key", "agent0000000"), (Text(first, "credentialKind"), Text(first, "credentialId")));
        Assert.Equal(("POST", "/telecom.ingestion.v1.IngestionService/Unary"), (Text(first, "method"), Text(first, "path")));
        Assert.Equal(("write-1", "mine-1", "127.0.0.1"), (Text(first, "correlationId"), Text(first, "requestId"), Text(first, "remote")));
        Assert.StartsWith("grpc-dotnet/", Text(first, "userAgent"), StringComparison.Ordinal);
        Assert.InRange(first.GetProperty("at").GetDateTimeOffset(), before.AddMilliseconds(-1), TimeProvider.System.GetUtcNow());
        Assert.True(first.GetProperty("durationMs").GetInt64() >= 0);
        Assert.DoesNotContain(gateway.AgentSecret[20..], await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Folder, "audit-*"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_of_the_json_api_that_fails_has_its_reason()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_own.Urls.Single()) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", gateway.SupportSecret);
        using var content = new StringContent("{", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage wrong = await http.PostAsync(new Uri("/api/v1/customers", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        JsonElement entry = Assert.Single(await EntriesAsync(1));
        Assert.Equal(("write", "400", "INVALID_ARGUMENT"), (Text(entry, "kind"), Text(entry, "status"), Text(entry, "reason")));
    }

    [Fact]
    public async Task A_refused_access_has_an_entry_with_what_is_known_and_no_secret()
    {
        string wrong = TestKeys.NewSecret("wrongkey0000");
        _ = await Assert.ThrowsAsync<RpcException>(async () => await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, GatewayFixture.With(wrong), "hello"));
        _ = await Assert.ThrowsAsync<RpcException>(async () =>
            await new SlaService.SlaServiceClient(_channel).ListStatusesAsync(new ListStatusesRequest { Parent = "customers/acme" }, GatewayFixture.With(gateway.AgentSecret)));
        using var http = new HttpClient { BaseAddress = new Uri(_own.Urls.Single()) };
        using HttpResponseMessage none = await http.GetAsync("/api/v1/customers?secret=1");
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        JsonElement[] entries = await EntriesAsync(3);
        Assert.All(entries, entry => Assert.Equal("refused", Text(entry, "kind")));
        Assert.Equal(["UNAUTHENTICATED", "PERMISSION_DENIED", "401"], entries.Select(entry => Text(entry, "status")));
        Assert.Equal(["UNAUTHENTICATED", "PERMISSION_DENIED", "UNAUTHENTICATED"], entries.Select(entry => Text(entry, "reason")));
        Assert.Equal(("key", "wrongkey0000", null), (Text(entries[0], "credentialKind"), Text(entries[0], "credentialId"), Text(entries[0], "subject")));
        Assert.Equal("customers/acme/agents/probe-1", Text(entries[1], "subject"));
        Assert.Equal(("/api/v1/customers", null), (Text(entries[2], "path"), Text(entries[2], "credentialKind")));
        Assert.DoesNotContain(wrong[17..], await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Folder, "audit-*"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_of_another_customers_resource_is_a_refused_access_and_one_of_an_own_that_is_not_there_is_not()
    {
        var sla = new SlaService.SlaServiceClient(_channel);
        using var http = new HttpClient { BaseAddress = new Uri(_own.Urls.Single()) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", gateway.ViewerSecret);
        gateway.Sla.Failure = RpcFailure.NotFound("customers/acme/circuits/none");
        try
        {
            await MissAsync("customers/acme/circuits/none", gateway.ViewerSecret);
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/v1/customers/acme/circuits/none/status")).StatusCode);
            await MissAsync("customers/globex/circuits/north", gateway.ViewerSecret);
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/v1/customers/globex/circuits/north/status")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/tmf-api/serviceQualityManagement/v4/serviceLevelObjective/globex.north.availability")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/tmf-api/serviceQualityManagement/v4/serviceLevelObjective/acme.none.availability")).StatusCode);
            gateway.Sla.Failure = RpcFailure.NotFound("customers/globex/circuits/none");
            await MissAsync("customers/globex/circuits/none", gateway.SupportSecret);
        }
        finally
        {
            gateway.Sla.Failure = null;
        }

        await _own.StopAsync();
        JsonElement[] entries = await EntriesAsync(3);
        Assert.Equal(
            [
                ("refused", "acme", "NOT_FOUND", "NOT_FOUND", "/telecom.sla.v1.SlaService/GetStatus"),
                ("refused", "acme", "404", "NOT_FOUND", "/api/v1/customers/globex/circuits/north/status"),
                ("refused", "acme", "404", "NOT_FOUND", "/tmf-api/serviceQualityManagement/v4/serviceLevelObjective/globex.north.availability"),
            ],
            entries.Select(entry => (Text(entry, "kind"), Text(entry, "customer"), Text(entry, "status"), Text(entry, "reason"), Text(entry, "path"))));

        async Task MissAsync(string name, string secret) => Assert.Equal(
            StatusCode.NotFound,
            (await Assert.ThrowsAsync<RpcException>(async () => await sla.GetStatusAsync(new GetStatusRequest { Name = name }, GatewayFixture.With(secret)))).StatusCode);
    }

    [Fact]
    public async Task Reads_have_no_entry_and_the_end_of_the_process_writes_what_is_left()
    {
        _ = await new SlaService.SlaServiceClient(_channel).ListStatusesAsync(new ListStatusesRequest { Parent = "customers/acme" }, GatewayFixture.With(gateway.ViewerSecret));
        for (int i = 0; i < 50; i++)
        {
            _ = await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, GatewayFixture.With(gateway.AgentSecret), "hello");
        }

        await _own.StopAsync();
        string file = Assert.Single(Directory.GetFiles(Folder, "audit-*"));
        AuditVerification found = AuditChain.Verify([file]);
        Assert.True(found.IsWhole, found.Defect);
        Assert.Equal(50, found.Entries);
    }

    [Fact]
    public async Task While_the_log_cannot_be_written_writes_are_refused_and_reads_go_on_and_no_entry_is_missing_afterwards()
    {
        CallOptions agent = GatewayFixture.With(gateway.AgentSecret);
        _ = await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, agent, "hello");
        _ = await EntriesAsync(1);

        // The day's file cannot be opened, also not by root: a folder has its name. It is open still, until a write fails or the day changes.
        await _own.StopAsync();
        string file = Assert.Single(Directory.GetFiles(Folder, "audit-*"));
        string kept = file + ".kept";
        File.Move(file, kept);
        Directory.CreateDirectory(file);
        await DisposeOfGatewayAsync();
        await InitializeAsync();
        int accepted = 0;
        RpcException refused = await Eventually.BecomesAsync(
            async () =>
            {
                try
                {
                    _ = await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, agent, "hello");
                    accepted++;
                    return new RpcException(Status.DefaultSuccess);
                }
                catch (RpcException exception)
                {
                    return exception;
                }
            },
            answer => answer.StatusCode == StatusCode.Unavailable,
            "writes are refused");
        Assert.Contains("audit log", refused.Status.Detail, StringComparison.Ordinal);
        Assert.NotNull(RpcErrorDetails.Find<Google.Rpc.RetryInfo>(refused));
        _ = await new SlaService.SlaServiceClient(_channel).ListStatusesAsync(new ListStatusesRequest { Parent = "customers/acme" }, GatewayFixture.With(gateway.ViewerSecret));

        Directory.Delete(file);
        File.Move(kept, file);
        Assert.Equal("again", await Eventually.BecomesAsync(
            async () =>
            {
                try
                {
                    return await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, agent, "again");
                }
                catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
                {
                    return "";
                }
            },
            answer => answer == "again",
            "writes are let in again"));
        Assert.Equal(accepted + 2, (await EntriesAsync(accepted + 2)).Length);
        Assert.True(AuditChain.Verify([file]).IsWhole);
    }

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private async Task DisposeOfGatewayAsync()
    {
        _channel.Dispose();
        await _own.DisposeAsync();
    }

    private Task<JsonElement[]> EntriesAsync(int count) => Eventually.BecomesAsync(
        async () =>
        {
            string[] files = Directory.Exists(Folder) ? Directory.GetFiles(Folder, "audit-*") : [];
            string[] lines = files.Length == 0 ? [] : (await File.ReadAllTextAsync(files[0])).Split('\n')[..^1];
            return lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToArray();
        },
        entries => entries.Length >= count,
        $"{count} entries");
}
