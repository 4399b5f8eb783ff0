using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Telecom.Gateway.Bodies;
using Telecom.Gateway.Errors;

namespace Telecom.Gateway.Tests.Bodies;

/// <summary>The gateway's handling of bodies before an endpoint that counts what it reads.</summary>
public sealed class RequestBodyTests : IAsyncLifetime, IDisposable
{
    private const int Limit = 64 * 1024;
    private const int MoreAllowed = 256 * 1024;
    private readonly HttpClient _client = new();
    private WebApplication? _app;
    private long _read;

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = Limit).UseUrls("http://127.0.0.1:0");
        builder.Services.AddRequestBodies();
        WebApplication app = _app = builder.Build();
        _ = app.UseMiddleware<CorrelationMiddleware>();
        _ = app.UseMiddleware<UnexpectedErrorMiddleware>();
        _ = app.UseRouting();
        app.UseRequestBodies();
        _ = app.MapPost("/small", context => CountAsync(context, null));
        _ = app.MapPost("/large", context => CountAsync(context, MoreAllowed));
        _ = app.MapPost("/v1/metrics", context => context.Response.WriteAsync($"{context.Request.Headers.ContentEncoding} {context.Request.ContentLength}"));
        await app.StartAsync();
        _client.BaseAddress = new Uri(app.Urls.Single());
    }

    public async Task DisposeAsync() => await _app!.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    public async Task A_gzipped_body_is_read_as_what_it_was(string coding)
    {
        byte[] text = Encoding.UTF8.GetBytes("{\"a\": 1}");
        Assert.Equal((HttpStatusCode.OK, $"{text.Length}"), await SendAsync("/small", Gzip(text), coding));
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_taken_and_one_byte_more_is_413_gzipped_or_not()
    {
        Assert.Equal((HttpStatusCode.OK, $"{Limit}"), await SendAsync("/small", new byte[Limit], null));
        Assert.Equal((HttpStatusCode.OK, $"{Limit}"), await SendAsync("/small", Gzip(new byte[Limit]), "gzip"));
        foreach ((byte[] body, string? coding) in new[] { (new byte[Limit + 1], null), (Gzip(new byte[Limit + 1]), "gzip") })
        {
            AssertTooLarge(await SendAsync("/small", body, coding), Limit);
        }
    }

    [Fact]
    public async Task A_bomb_is_413_and_no_more_of_it_is_inflated_than_the_limit()
    {
        byte[] bomb = Gzip(new byte[32 * 1024 * 1024]);
        Assert.InRange(bomb.Length, 0, Limit - 1);
        AssertTooLarge(await SendAsync("/small", bomb, "gzip"), Limit);
        Assert.InRange(_read, 0, Limit);
    }

    [Fact]
    public async Task An_endpoint_that_takes_more_takes_as_much_more_gzipped()
    {
        Assert.Equal((HttpStatusCode.OK, $"{MoreAllowed}"), await SendAsync("/large", Gzip(new byte[MoreAllowed]), "gzip"));
        AssertTooLarge(await SendAsync("/large", Gzip(new byte[MoreAllowed + 1]), "gzip"), MoreAllowed);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    [InlineData("zstd")]
    public async Task Another_coding_is_415_and_says_what_is_taken(string coding)
    {
        (HttpStatusCode status, string text) = await SendAsync("/small", [1, 2, 3], coding);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        using JsonDocument problem = JsonDocument.Parse(text);
        Assert.Contains(coding, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("gzip", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_says_that_it_is_gzip_is_400()
    {
        (HttpStatusCode status, _) = await SendAsync("/small", Encoding.ASCII.GetBytes("this is no gzip at all"), "gzip");
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task Identity_is_no_coding() =>
        Assert.Equal((HttpStatusCode.OK, "3"), await SendAsync("/small", [1, 2, 3], "identity"));

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Otlp_is_not_touched(string coding) =>
        Assert.Equal((HttpStatusCode.OK, $"{coding} 3"), await SendAsync("/v1/metrics", [1, 2, 3], coding));

    private async Task CountAsync(HttpContext context, long? limit)
    {
        if (limit is not null)
        {
            context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = limit;
        }

        _read = 0;
        byte[] buffer = new byte[4096];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer)) > 0;)
        {
            _read += read;
        }

        await context.Response.WriteAsync(FormattableString.Invariant($"{_read}"));
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string path, byte[] body, string? coding)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (coding is not null)
        {
            _ = content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        }

        using HttpResponseMessage response = await _client.PostAsync(new Uri(path, UriKind.Relative), content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static void AssertTooLarge((HttpStatusCode Status, string Text) answer, int limit)
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        using JsonDocument problem = JsonDocument.Parse(answer.Text);
        Assert.Equal(413, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Contains($"{limit}", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
