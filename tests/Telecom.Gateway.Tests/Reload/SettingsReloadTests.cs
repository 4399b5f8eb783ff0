using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Proxy;
using Telecom.Gateway.Reload;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Reload;

/// <summary>The settings file of a real gateway.</summary>
public sealed class SettingsReloadTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telecom-settings-").FullName;

    private string SettingsPath => Path.Combine(_folder, "settings.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_change_is_seen_by_those_who_watch_and_holds_above_all_other_settings()
    {
        Write("{}");
        await using WebApplication own = await StartAsync();
        IOptionsMonitor<BackendOptions> options = own.Services.GetRequiredService<IOptionsMonitor<BackendOptions>>();
        Assert.Equal(TimeSpan.FromSeconds(7), options.CurrentValue.RetryAfter);

        Write("""{ "Gateway": { "Backends": { "RetryAfter": "00:00:09" } } }""");
        await Eventually.HoldsAsync(() => options.CurrentValue.RetryAfter == TimeSpan.FromSeconds(9), "the change is in force");

        Write("{}");
        await Eventually.HoldsAsync(() => options.CurrentValue.RetryAfter == TimeSpan.FromSeconds(7), "what was below is in force again");
    }

    [Fact]
    public async Task Log_levels_change()
    {
        Write("{}");
        await using WebApplication own = await StartAsync();
        ILogger logger = own.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Telecom.Gateway.Something");
        Assert.False(logger.IsEnabled(LogLevel.Error));
        Write("""{ "Logging": { "LogLevel": { "Telecom.Gateway.Something": "Debug" } } }""");
        await Eventually.HoldsAsync(() => logger.IsEnabled(LogLevel.Debug), "the level is another one");
    }

    [Theory]
    [InlineData("""{ "Gateway": { "Backends": { "RetryAfter": "00:00:09", "IdleTimeout": "1.00:00:01" } } }""")]
    [InlineData("""{ "Gateway": { "Backends": { "RetryAfter": "00:00:09" }, "Limits": { "MaxConnections": 5 } } }""")]
    [InlineData("""{ "Gateway": { "Backends": { "RetryAfter": "00:00:09", "RetryAftr": "00:00:09" } } }""")]
    [InlineData("""{ "Gateway": { "Backends": { "RetryAfter": "00:00:09" } }, "Logging": { "LogLevel": { "Default": "Loud" } } }""")]
    [InlineData("""{ "Gateway": { "Backends": { "RetryAfter": "00:00:09" } }, "Services": { "sla": { "Address": "nowhere" } } }""")]
    [InlineData("""{ "Gateway": { "Backends": { "RetryAfter": "00:00:09" } } """)]
    [InlineData("")]
    [InlineData("[1]")]
    public async Task A_file_with_any_error_is_refused_whole(string wrong)
    {
        Write("""{ "Gateway": { "Backends": { "RetryAfter": "00:00:08" } } }""");
        await using WebApplication own = await StartAsync();
        IOptionsMonitor<BackendOptions> options = own.Services.GetRequiredService<IOptionsMonitor<BackendOptions>>();
        SettingsFile file = own.Services.GetRequiredService<SettingsFile>();
        Write(wrong);
        long looks = file.Looks;
        await Eventually.HoldsAsync(() => file.Looks > looks + 1, "the file was looked at");
        Assert.Equal(TimeSpan.FromSeconds(8), options.CurrentValue.RetryAfter);

        File.Delete(SettingsPath);
        looks = file.Looks;
        await Eventually.HoldsAsync(() => file.Looks > looks + 1, "the file was looked at");
        Assert.Equal(TimeSpan.FromSeconds(8), options.CurrentValue.RetryAfter);

        Write("""{ "Gateway": { "Backends": { "RetryAfter": "00:00:10" } } }""");
        await Eventually.HoldsAsync(() => options.CurrentValue.RetryAfter == TimeSpan.FromSeconds(10), "a right file is taken again");
    }

    [Fact]
    public async Task A_gateway_whose_settings_file_is_wrong_does_not_start_and_says_everything()
    {
        Write("""
            {
              "Gateway": { "Backends": { "RetryAfter": "1.00:00:00", "IdleTimeout": "9.00:00:00" }, "Cors": { "Origins": ["https://a"] } },
              "Logging": { "LogLevel": { "Default": "None" } }
            }
            """);
        Exception? refused = await Record.ExceptionAsync(async () =>
        {
            await using WebApplication own = await StartAsync();
        });
        Assert.NotNull(refused);
        Assert.All(
            ["Gateway:Backends:RetryAfter", "Gateway:Backends:IdleTimeout"],
            key => Assert.Contains(key, refused.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_error_of_a_file_is_named()
    {
        Write("{}");
        using WebApplication own = Build();
        JsonNode file = JsonNode.Parse("""
            {
              "Gateway": {
                "Backends": { "RetryAfter": "1.00:00:00", "IdleTimeout": "00:00:01", "HealthInterval": "soon", "Nothing": 1, "ResolveDns": true },
                "Limits": { "MaxBodyBytes": 1 }
              },
              "Services": { "sla": { "Address": "nowhere", "Port": 1 }, "support": { "Deadline": "later" }, "nobody": { "Address": "http://127.0.0.1:1" } },
              "Logging": { "LogLevel": { "Default": "Loud" }, "Console": { "LogLevel": { "Default": "Quiet" } } }
            }
            """)!;
        IReadOnlyDictionary<string, string?> settings = SettingsFile.Parse(JsonSerializer.SerializeToUtf8Bytes(file));
        IReadOnlyList<string> errors = own.Services.GetRequiredService<SettingsRules>()
            .Errors(settings, own.Services.GetRequiredService<LiveSettings>().With(settings));
        string[] named =
        [
            "Gateway:Backends:HealthInterval", "Gateway:Backends:Nothing", "Gateway:Backends:ResolveDns", "Gateway:Limits:MaxBodyBytes",
            "Services:sla:Address", "Services:sla:Port", "Services:support:Deadline", "Services:nobody:Address",
            "Logging:LogLevel:Default", "Logging:Console:LogLevel:Default",
        ];
        Assert.All(named, key => Assert.Contains(errors, error => error.StartsWith(key, StringComparison.Ordinal)));
        Assert.DoesNotContain("Gateway:Backends:RetryAfter", string.Join('\n', errors), StringComparison.Ordinal);
    }

    private WebApplication Build() => gateway.Build(
        new()
        {
            ["Gateway:Backends:RetryAfter"] = "00:00:07",
            ["Gateway:Reload:SettingsFile"] = SettingsPath,
            ["Gateway:Reload:Interval"] = "00:00:00.1",
            ["Services:catalog:Address"] = gateway.Catalog.Urls.Single(),
        },
        manualClock: false);

    private async Task<WebApplication> StartAsync()
    {
        WebApplication own = Build();
        await own.StartAsync();
        return own;
    }

    /// <summary>Replaces the file at one stroke, as a careful writer does.</summary>
    private void Write(string text)
    {
        File.WriteAllText($"{SettingsPath}.new", text);
        File.Move($"{SettingsPath}.new", SettingsPath, overwrite: true);
    }
}
