using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Tests.Support;
using static Telecom.Ingestion.Tests.Otlp.Exports;

namespace Telecom.Ingestion.Tests.Otlp;

public sealed class HttpDoorTests
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Protobuf_is_taken_plain_and_compressed(bool gzip)
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        using HttpResponseMessage response = await PostAsync(server, DoorTests.Mixed().ToByteArray(), Protobuf, gzip ? "gzip" : null);
        Assert.Equal((HttpStatusCode.OK, Protobuf), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Null(ExportMetricsServiceResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync()).PartialSuccess);
        Assert.Equal([12_500f, 13_500f], Assert.Single(await LogContents.ReadAsync(server.Log)).Batch.Latency.LatencyUs);
    }

    [Fact]
    public async Task Json_is_taken_as_OTLP_writes_it_and_answered_in_json()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        string body = $$$$"""
            {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"probe"}}]},"unknownField":[1],
             "scopeMetrics":[{"scope":{"name":"test"},"metrics":[
              {"name":"telecom.latency","unit":"ms","gauge":{"dataPoints":[{"attributes":[{"key":"telecom.circuit","value":{"stringValue":"core"}}],
                "timeUnixNano":"{{{{At(1)}}}}","asInt":"42","exemplars":[{"timeUnixNano":"{{{{At(1)}}}}","asDouble":1,"spanId":"eee19b7ec3c1b174","traceId":"5b8efff798038103d269b633813fc60c"}]}]}},
              {"name":"telecom.latency","unit":"ms","summary":{"dataPoints":[{"timeUnixNano":"{{{{At(2)}}}}","count":"1"}]}},
              {"name":"telecom.throughput","unit":"By","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[
                {"attributes":[{"key":"telecom.circuit","value":{"stringValue":"core"}}],"startTimeUnixNano":"{{{{At(0)}}}}","timeUnixNano":"{{{{At(10)}}}}","asDouble":1000}]}}]}]}]}
            """;
        using HttpResponseMessage response = await PostAsync(server, Encoding.UTF8.GetBytes(body), Json + "; charset=utf-8");
        string answer = await response.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.OK, Json), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(1, JsonParser.Default.Parse<ExportMetricsServiceResponse>(answer).PartialSuccess.RejectedDataPoints);
        Assert.Contains("\"rejectedDataPoints\": \"1\"", answer, StringComparison.Ordinal);
        V1.LogRecord record = Assert.Single(await LogContents.ReadAsync(server.Log));
        Assert.Equal([42_000f], record.Batch.Latency.LatencyUs);
        Assert.Equal([800.0], record.Batch.Throughput.ThroughputBps);
    }

    public static TheoryData<string, string, string?, byte[], HttpStatusCode> Wrong() => new()
    {
        { "not protobuf", Protobuf, null, [0xff, 0xff, 0xff], HttpStatusCode.BadRequest },
        { "not JSON", Json, null, "{\"resourceMetrics\":[}"u8.ToArray(), HttpStatusCode.BadRequest },
        { "not UTF-8", Json, null, [0x7b, 0xff, 0x7d], HttpStatusCode.BadRequest },
        { "wrong type in JSON", Json, null, "{\"resourceMetrics\":7}"u8.ToArray(), HttpStatusCode.BadRequest },
        { "deep JSON", Json, null, DeepJson(300), HttpStatusCode.BadRequest },
        { "deep protobuf", Protobuf, null, Deep(200), HttpStatusCode.BadRequest },
        { "not gzip", Protobuf, "gzip", [1, 2, 3, 4], HttpStatusCode.BadRequest },
        { "another encoding", Protobuf, "br", [1, 2, 3, 4], HttpStatusCode.BadRequest },
        { "another type", "text/plain", null, [1], HttpStatusCode.UnsupportedMediaType },
        { "too large", Protobuf, null, new byte[70_000], HttpStatusCode.RequestEntityTooLarge },
        { "a gzip bomb", Protobuf, "gzip", Bomb(), HttpStatusCode.RequestEntityTooLarge },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_bad_request_is_refused_with_a_Status_in_its_own_form(string what, string type, string? encoding, byte[] body, HttpStatusCode expected)
    {
        await using IngestionServer server = await IngestionServer.StartAsync(settings: new Dictionary<string, string?> { ["Listen:MaxReceiveMessageBytes"] = "65536" });
        using HttpResponseMessage response = await PostAsync(server, body, type, encoding, compress: false);
        Assert.True(expected == response.StatusCode, $"{what}: {response.StatusCode}");
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        if (type == Protobuf)
        {
            Assert.NotEqual(0, Google.Rpc.Status.Parser.ParseFrom(answer).Code);
        }
        else
        {
            Assert.Contains("\"message\"", Encoding.UTF8.GetString(answer), StringComparison.Ordinal);
        }

        // And the service goes on.
        using HttpResponseMessage good = await PostAsync(server, DoorTests.Mixed().ToByteArray(), Protobuf);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Fact]
    public async Task Identity_is_as_strict_as_over_gRPC()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        byte[] body = DoorTests.Mixed().ToByteArray();
        Caller viewer = new("a viewer", "acme", new HashSet<Role> { Role.CustomerViewer }, null);
        using HttpResponseMessage none = await PostAsync(server, body, Protobuf, token: "");
        using HttpResponseMessage wrong = await PostAsync(server, body, Protobuf, token: "Bearer nonsense");
        using HttpResponseMessage forbidden = await PostAsync(server, body, Protobuf, token: $"Bearer {server.TokenOf(viewer)}");
        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (none.StatusCode, wrong.StatusCode, forbidden.StatusCode));
        Assert.NotEmpty(none.Headers.WwwAuthenticate);
        Assert.Empty(await LogContents.ReadAsync(server.Log));
    }

    [Fact]
    public async Task A_store_that_cannot_write_is_503_with_Retry_After()
    {
        FakeSampleLog log = new();
        await using IngestionServer server = await IngestionServer.StartAsync(log);
        log.Fail(1);
        using HttpResponseMessage response = await PostAsync(server, DoorTests.Mixed().ToByteArray(), Protobuf);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
        Assert.Empty(await LogContents.ReadAsync(log));
    }

    [Fact]
    public async Task A_quota_that_is_used_up_is_429_with_Retry_After()
    {
        await using IngestionServer server = await IngestionServer.StartAsync(
            settings: new Dictionary<string, string?> { ["Ingestion:MaxSamplesPerSecondPerAgent"] = "1", ["Ingestion:QuotaBurst"] = "00:00:01" });
        byte[] body = Exports.Of(Exports.Gauge("telecom.latency", "ms", [.. Enumerable.Range(0, 1000).Select(i => Exports.Number(1, i))])).ToByteArray();
        using HttpResponseMessage first = await PostAsync(server, body, Protobuf);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using HttpResponseMessage refused = await PostAsync(server, DoorTests.Mixed().ToByteArray(), Protobuf);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(1000));
        Assert.Single(await LogContents.ReadAsync(server.Log));
    }

    private static async Task<HttpResponseMessage> PostAsync(
        IngestionServer server, byte[] body, string type, string? encoding = null, bool compress = true, string? token = null)
    {
        using HttpClient http = new() { Timeout = Bound.Limit };
        using HttpRequestMessage request = new(HttpMethod.Post, $"{server.Address}/v1/metrics")
        {
            // The service itself speaks HTTP/2 only; HTTP/1.1 ends at the gateway.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(encoding == "gzip" && compress ? Gzip(body) : body),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        string authorization = token ?? $"Bearer {server.TokenOf(IngestionServer.AgentCaller())}";
        if (authorization.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("authorization", authorization);
        }

        return await http.SendAsync(request);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    private static byte[] DeepJson(int levels) => Encoding.UTF8.GetBytes(
        "{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"x\",\"value\":"
        + string.Concat(Enumerable.Repeat("{\"arrayValue\":{\"values\":[", levels)) + string.Concat(Enumerable.Repeat("]}}", levels)) + "}]}}]}");

    private static byte[] Bomb() => Gzip(new byte[50_000_000]);

    /// <summary>An attribute whose value is a list in a list in a list …</summary>
    private static byte[] Deep(int levels)
    {
        byte[] value = [];
        for (int i = 0; i < levels; i++)
        {
            byte[] array = Field(5, Field(1, value));
            value = array;
        }

        // resource_metrics > resource > attributes > value
        return Field(1, Field(1, Field(1, Field(2, value))));
    }

    private static byte[] Field(int number, byte[] content)
    {
        using MemoryStream bytes = new();
        using (CodedOutputStream output = new(bytes, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(content));
        }

        return bytes.ToArray();
    }
}
