using System.Collections;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Telecom.Hosting.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task Every_wrong_setting_is_reported_at_once_with_its_key_value_and_range()
    {
        using Scratch scratch = new();
        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => SampleHost.StartAsync(
            settings: new()
            {
                ["Listen:Address"] = "ftp://127.0.0.1:1",
                ["Listen:MaxStreamsPerConnection"] = "0",
                ["Listen:StreamWindowBytes"] = "1",
                ["Drain:Delay"] = "00:01:00",
                ["Telemetry:OtlpEndpoint"] = "nowhere",
                ["Identity:Directory"] = "/nowhere/at/all",
            },
            scratch: scratch));
        string all = string.Join('\n', error is AggregateException many ? many.InnerExceptions.Select(e => e.Message) : [error.Message]);
        string[] expected =
        [
            "Listen:Address is \"ftp://127.0.0.1:1\"", "Listen:MaxStreamsPerConnection is \"0\"; allowed: 1 to 100000", "Listen:StreamWindowBytes is \"1\"",
            "Drain:Delay is \"00:01:00\"", "Telemetry:OtlpEndpoint is \"nowhere\"", "catalog.key.pem",
        ];
        Assert.All(expected, text => Assert.Contains(text, all, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_without_a_policy_for_an_rpc_does_not_start()
    {
        using Scratch scratch = new();
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => SampleHost.StartAsync(
            s => s.AddSingleton(PolicyTable.Build([])), scratch: scratch));
        Assert.Contains("/telecom.catalog.v1.CatalogService/CreateCustomer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_without_the_defaults_does_not_start()
    {
        using Scratch scratch = new();
        WebApplicationBuilder builder = TelecomHost.CreateBuilder(
            [], "catalog", new Dictionary<string, string?> { ["Listen:Address"] = "http://127.0.0.1:0", ["Data:Directory"] = scratch.Directory });
        await using WebApplication app = builder.Build();
        Assert.Contains("MapTelecomDefaults", (await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("catalog", "http://127.0.0.1:7101")]
    [InlineData("ingestion", "http://127.0.0.1:7102")]
    [InlineData("sla", "http://127.0.0.1:7103")]
    [InlineData("support", "http://127.0.0.1:7104")]
    [InlineData("gateway", "http://127.0.0.1:8080")]
    public void Each_service_has_its_own_port_by_default(string service, string address)
    {
        using WebApplication app = TelecomHost.CreateBuilder([], service).Build();
        Assert.Equal(address, app.Services.GetRequiredService<IOptions<EndpointOptions>>().Value.Address);
    }

    [Fact]
    public void Settings_come_before_the_command_line_and_that_before_the_environment()
    {
        const string Variable = "TELECOM_Listen__MaxStreamsPerConnection";
        Environment.SetEnvironmentVariable(Variable, "11");
        try
        {
            Assert.Equal(11, Streams([], null));
            Assert.Equal(12, Streams(["--Listen:MaxStreamsPerConnection", "12"], null));
            Assert.Equal(13, Streams(["--Listen:MaxStreamsPerConnection", "12"], new() { ["Listen:MaxStreamsPerConnection"] = "13" }));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Fact]
    public void The_shutdown_timeout_is_the_drain_timeout()
    {
        using WebApplication app = TelecomHost.CreateBuilder([], "sla", new Dictionary<string, string?> { ["Drain:Timeout"] = "00:00:42" }).Build();
        Assert.Equal(TimeSpan.FromSeconds(42), app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    [Fact]
    public void A_service_writes_in_its_own_folder()
    {
        using Scratch scratch = new();
        using WebApplication app = TelecomHost.CreateBuilder([], "sla", new Dictionary<string, string?> { ["Data:Directory"] = scratch.Directory }).Build();
        DataFolder data = app.Services.GetRequiredService<DataFolder>();
        Assert.Equal(Path.Combine(scratch.Directory, "sla"), data.Own);
        Assert.True(Directory.Exists(data.Own));
        Assert.Equal(Path.Combine(scratch.Directory, "ingestion"), data.Of("ingestion"));
        Assert.False(Directory.Exists(data.Of("ingestion")));
    }

    [Fact]
    public void The_gateway_gets_no_endpoint_of_its_own()
    {
        using WebApplication app = TelecomHost.CreateBuilder([], "gateway").Build();
        Assert.Empty(((IEndpointRouteBuilder)app).DataSources);
        Assert.False(HasEndpoint(app));
        using WebApplication service = TelecomHost.CreateBuilder([], "sla").Build();
        Assert.True(HasEndpoint(service));
    }

    [Fact]
    public void The_limits_of_connections_and_messages_come_from_the_settings()
    {
        using WebApplication app = TelecomHost.CreateBuilder([], "ingestion", new Dictionary<string, string?>
        {
            ["Listen:MaxStreamsPerConnection"] = "123",
            ["Listen:StreamWindowBytes"] = "131072",
            ["Listen:ConnectionWindowBytes"] = "262144",
            ["Listen:MaxReceiveMessageBytes"] = "65536",
        }).Build();
        KestrelServerOptions kestrel = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;
        Assert.Equal(123, kestrel.Limits.Http2.MaxStreamsPerConnection);
        Assert.Equal(131072, kestrel.Limits.Http2.InitialStreamWindowSize);
        Assert.Equal(262144, kestrel.Limits.Http2.InitialConnectionWindowSize);
        Assert.Equal(TimeSpan.FromSeconds(60), kestrel.Limits.Http2.KeepAlivePingDelay);
        Assert.Equal(TimeSpan.FromSeconds(20), kestrel.Limits.Http2.KeepAlivePingTimeout);
        Grpc.AspNetCore.Server.GrpcServiceOptions grpc = app.Services.GetRequiredService<IOptions<Grpc.AspNetCore.Server.GrpcServiceOptions>>().Value;
        Assert.Equal(65536, grpc.MaxReceiveMessageSize);
        Assert.Null(grpc.ResponseCompressionAlgorithm);
    }

    private static bool HasEndpoint(WebApplication app)
    {
        KestrelServerOptions options = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;
        PropertyInfo endpoints = typeof(KestrelServerOptions).GetProperty("CodeBackedListenOptions", BindingFlags.NonPublic | BindingFlags.Instance)!;
        return ((ICollection)endpoints.GetValue(options)!).Count > 0;
    }

    private static int Streams(string[] args, Dictionary<string, string?>? settings)
    {
        using WebApplication app = TelecomHost.CreateBuilder(args, "catalog", settings).Build();
        return app.Services.GetRequiredService<IOptions<EndpointOptions>>().Value.MaxStreamsPerConnection;
    }
}
