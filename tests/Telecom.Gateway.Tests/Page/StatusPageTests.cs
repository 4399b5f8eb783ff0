using System.Net;
using System.Text.RegularExpressions;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Page;

public sealed partial class StatusPageTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = gateway.Address };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task The_page_is_served_to_anybody_with_a_strict_policy()
    {
        using HttpResponseMessage response = await _http.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task It_has_no_inline_script_style_or_handler_and_loads_nothing_from_elsewhere()
    {
        string page = await _http.GetStringAsync("/");
        Assert.All(Scripts().Matches(page).Cast<Match>(), script => Assert.Contains("src=\"/", script.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("<style", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(?i)\\s(style|on[a-z]+)\\s*=", page);
        Assert.DoesNotMatch("(?i)(src|href)=\"(https?:)?//", page);
    }

    [Fact]
    public async Task Every_file_that_the_page_names_is_there()
    {
        var pending = new Queue<string>(["/"]);
        HashSet<string> seen = [];
        while (pending.TryDequeue(out string? path))
        {
            if (!seen.Add(path))
            {
                continue;
            }

            using HttpResponseMessage response = await _http.GetAsync(path);
            Assert.True(response.IsSuccessStatusCode, path);
            string text = await response.Content.ReadAsStringAsync();
            foreach (Match reference in References().Matches(text).Cast<Match>())
            {
                string target = reference.Groups[1].Value;
                pending.Enqueue(target.StartsWith('/') ? target : new Uri(new Uri(gateway.Address, path), target).AbsolutePath);
            }
        }

        Assert.Superset(new HashSet<string> { "/", "/style.css", "/favicon.svg", "/app/main.js", "/app/circuit.js", "/app/dom.js" }, seen);
    }

    [Fact]
    public async Task A_browser_that_has_the_file_gets_304()
    {
        using HttpResponseMessage first = await _http.GetAsync("/app/main.js");
        Assert.Equal("text/javascript; charset=utf-8", first.Content.Headers.ContentType?.ToString());
        using var again = new HttpRequestMessage(HttpMethod.Get, "/app/main.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag ?? throw new InvalidOperationException("no ETag"));
        using HttpResponseMessage second = await _http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Scripts_never_read_markup()
    {
        foreach (string path in new[] { "api", "cases", "circuit", "dom", "format", "main", "states" })
        {
            string script = await _http.GetStringAsync($"/app/{path}.js");
            Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function", script);
        }
    }

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Scripts();

    [GeneratedRegex("(?:src=|href=|from )\"([^\"#]+\\.(?:js|css|svg))\"")]
    private static partial Regex References();
}
