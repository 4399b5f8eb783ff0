using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Gateway.Identity;

namespace Telecom.EndToEnd.Tests.Tenancy;

/// <summary>
/// Every route of the JSON side with every foreign identity and id. The routes are the gateway's own, so that a new one is tried, too; a
/// new kind of id in a route fails the test until it is known here.
/// </summary>
[Collection(TenancyCollection.Name)]
public sealed partial class JsonTenancyTests(TenancyWorld world)
{
    /// <summary>What a route must be asked with, by its end.</summary>
    private static readonly Dictionary<string, string> Queries = new()
    {
        ["/attainment"] = "?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z",
        ["/attainment/cases"] = "?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&contract=contracts/infopromo&severity=1&clock=resolve",
    };

    /// <summary>Collection by the name of a route's parameter.</summary>
    private static readonly Dictionary<string, string> Collections = new()
    {
        ["customer"] = "",
        ["subscription"] = "subscriptions",
        ["circuit"] = "circuits",
        ["agent"] = "agents",
        ["outage"] = "outages",
        ["exclusion"] = "exclusions",
        ["claim"] = "claims",
        ["case"] = "cases",
        ["webhook"] = "webhooks",
        ["key"] = "keys",
    };

    [Fact]
    public async Task Nothing_of_another_customer_is_ever_answered()
    {
        using var http = new HttpClient { BaseAddress = new Uri(world.Suite.GatewayAddress) };
        Route[] routes = [.. Routes()];
        Assert.True(routes.Length >= 40, $"{routes.Length} routes");
        foreach (Route route in routes)
        {
            foreach (string identity in (string[])["other viewer", "other admin", "other agent", "nobody"])
            {
                Answer existing = await AskAsync(http, identity, route, name => IdIn(world.Own, name));
                Assert.True(world.Own.TraceIn(existing.Without(route.Sent(name => IdIn(world.Own, name)))) is null, $"{identity}: {route}: {existing}");
                if (identity == "nobody")
                {
                    Assert.True(existing.Status == HttpStatusCode.Unauthorized, $"{route}: {existing}");
                }

                if (!route.Parameters.Contains("customer"))
                {
                    continue;
                }

                Assert.True((int)existing.Status is 401 or 403 or 404 || (route.Method != "GET" && (int)existing.Status is 400 or 415 or 428), $"{identity}: {route}: {existing}");
                Assert.True(route.Method != "GET" || existing.Status != HttpStatusCode.OK, $"{identity}: {route}: {existing}");
                await SameAsync(http, identity, route, existing, name => name == "contract" ? IdIn(world.Own, name) : IdOf(world.Own.OfNobody(Collections[name])));
                await SameAsync(http, identity, route, existing, name => name is "customer" or "contract" ? IdIn(world.Own, name) : IdOf(world.Own.Absent(Collections[name])));
            }
        }
    }

    [Fact]
    public async Task What_is_the_callers_own_is_answered_without_a_trace_of_another_customer()
    {
        using var http = new HttpClient { BaseAddress = new Uri(world.Suite.GatewayAddress) };
        foreach (Route route in Routes().Where(route => route.Method == "GET"))
        {
            List<Answer> answers = [];
            foreach (string identity in (string[])["other viewer", "other admin", "other agent", "admin"])
            {
                Answer answer = await AskAsync(http, identity, route, name => IdIn(world.Other, name));
                answers.Add(answer);
                bool everyones = identity == "admin" && !route.Parameters.Contains("customer");
                Assert.True(everyones || world.Own.TraceIn(answer.Body) is null, $"{identity}: {route}: {answer}");
            }

            Assert.True(answers.Exists(answer => answer.Status == HttpStatusCode.OK), $"nobody gets an answer from {route}: {answers[0]}");
        }
    }

    [Fact]
    public async Task The_TM_Forum_views_know_nothing_of_another_customer()
    {
        using var http = new HttpClient { BaseAddress = new Uri(world.Suite.GatewayAddress) };
        int tried = 0;
        foreach (Route route in TmfRoutes().Where(route => route.Method == "GET" && !route.Parameters.Any()))
        {
            string list = route.Pattern.RawText!;
            string own = IdOf(world.Own.Name);
            Answer mine = await AskAsync(http, "own viewer", "GET", list);
            Assert.Equal((list, HttpStatusCode.OK), (list, mine.Status));
            foreach (string identity in (string[])["other viewer", "other admin"])
            {
                Answer theirs = await AskAsync(http, identity, "GET", list);
                Assert.True(theirs.Status == HttpStatusCode.OK && world.Own.TraceIn(theirs.Body) is null, $"{identity}: {list}: {theirs}");
                Answer existing = await AskAsync(http, identity, "GET", $"{list}?relatedParty.id={own}");
                Answer absent = await AskAsync(http, identity, "GET", $"{list}?relatedParty.id=nobody-net");
                Assert.Equal((list, existing.Status, existing.Without([own])), (list, absent.Status, absent.Without(["nobody-net"])));
                Assert.Null(world.Own.TraceIn(existing.Without([own])));
                foreach (string id in Ids(mine.Body))
                {
                    string nothing = id.Replace(own, "nobody-net", StringComparison.Ordinal);
                    (Answer one, Answer none) = (await AskAsync(http, identity, "GET", $"{list}/{id}"), await AskAsync(http, identity, "GET", $"{list}/{nothing}"));
                    Assert.Equal(HttpStatusCode.NotFound, one.Status);
                    Assert.Equal((list, Told(one, own)), (list, Told(none, "nobody-net")));
                    tried++;
                }
            }
        }

        Assert.True(tried >= 6, $"{tried} ids tried");
    }

    private static IEnumerable<string> Ids(string list) =>
        System.Text.Json.JsonDocument.Parse(list).RootElement.EnumerateArray().Select(item => item.GetProperty("id").GetString()!);

    /// <summary>An answer without the customer that was asked for.</summary>
    private static string Told(Answer answer, string customer) => answer.Without([customer]);

    /// <summary>Id of a company's resource by the name of a route's parameter; contracts are everyone's.</summary>
    private static string IdIn(Company company, string parameter) => parameter == "contract" ? "infopromo" : IdOf(company[Collections[parameter]]);

    private static string IdOf(string name) => name[(name.LastIndexOf('/') + 1)..];

    private async Task SameAsync(HttpClient http, string identity, Route route, Answer existing, Func<string, string> id)
    {
        Answer absent = await AskAsync(http, identity, route, id);
        Assert.Equal(
            (route.ToString(), existing.Status, existing.Without(route.Sent(name => IdIn(world.Own, name)))),
            (route.ToString(), absent.Status, absent.Without(route.Sent(id))));
    }

    private IEnumerable<Route> Routes() => All("/api/");

    private IEnumerable<Route> TmfRoutes() => All("/tmf-api/");

    private IEnumerable<Route> All(string root) => world.Suite.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<IdentityRequired>() is not null
            && endpoint.RoutePattern.RawText!.StartsWith(root, StringComparison.Ordinal) && !endpoint.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll))
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new Route(method, endpoint.RoutePattern)));

    private Task<Answer> AskAsync(HttpClient http, string identity, Route route, Func<string, string> id) =>
        AskAsync(http, identity, route.Method, route.Path(id) + Queries.FirstOrDefault(query => route.Pattern.RawText!.EndsWith(query.Key, StringComparison.Ordinal)).Value);

    private async Task<Answer> AskAsync(HttpClient http, string identity, string method, string path)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        if (world.SecretOf(identity) is { } secret)
        {
            request.Headers.Authorization = new("Bearer", secret);
        }

        if (method is not ("GET" or "HEAD"))
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        bool endless = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        return new Answer(response.StatusCode, endless ? "" : await response.Content.ReadAsStringAsync());
    }

    private sealed record Route(string Method, RoutePattern Pattern)
    {
        public IEnumerable<string> Parameters => Pattern.Parameters.Select(parameter => parameter.Name);

        public string Path(Func<string, string> id) => Parameter().Replace(Pattern.RawText!, match => id(match.Groups[1].Value));

        /// <summary>Ids of a request, the longest first: what an answer may say again.</summary>
        public IReadOnlyList<string> Sent(Func<string, string> id) => [.. Parameters.Select(id).OrderByDescending(one => one.Length)];

        public override string ToString() => $"{Method} {Pattern.RawText}";
    }

    private sealed partial record Answer(HttpStatusCode Status, string Body)
    {
        /// <summary>The body without the ids that were sent and the correlation id.</summary>
        public string Without(IReadOnlyList<string> sent) =>
            CorrelationId().Replace(sent.Aggregate(Body, (text, id) => text.Replace(id, "{id}", StringComparison.Ordinal)), "{correlation}");

        [GeneratedRegex("\"(correlationId|traceId|instance)\":\"[^\"]*\"")]
        private static partial Regex CorrelationId();
    }

    [GeneratedRegex(@"\{\*{0,2}([a-zA-Z]+)[^}]*\}")]
    private static partial Regex Parameter();
}
