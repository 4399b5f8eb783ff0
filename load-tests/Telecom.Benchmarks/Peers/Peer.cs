using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Servers;

namespace Telecom.Benchmarks.Peers;

/// <summary>Another system, running on loopback.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private static readonly TimeSpan Past = TimeSpan.FromHours(2);
    private static readonly TimeSpan Visible = TimeSpan.FromSeconds(40);

    private readonly ServerProcess _process;
    private readonly HttpClient _http;

    private Peer(PeerKind kind, ServerProcess process, HttpClient http)
    {
        Kind = kind;
        _process = process;
        _http = http;
    }

    /// <summary>Which.</summary>
    public PeerKind Kind { get; }

    /// <summary>Id of its process.</summary>
    public int Process => _process.Id;

    /// <summary>Instant of the first points, seconds since the Unix epoch: recent, but wholly in the past.</summary>
    public long StartSeconds { get; } = (TimeProvider.System.GetUtcNow() - Past).ToUnixTimeSeconds() / 60 * 60;

    /// <summary>Starts it.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="folder">Folder of its files.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="ToolMissingException">It is not installed.</exception>
    public static async Task<Peer> StartAsync(PeerKind kind, string folder, CancellationToken cancellationToken)
    {
        string program = Programs.Tool(kind.Program);
        string address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ServerProcess.FreePort()}");
        ServerProcess process = ServerProcess.Start(kind.Name, program, Arguments(kind, folder, address));
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri("http://" + address), Timeout = TimeSpan.FromMinutes(2) };
        var peer = new Peer(kind, process, http);
        try
        {
            await process.WaitReadyAsync(
                async () =>
                {
                    using HttpResponseMessage answer = await http.GetAsync(new Uri(kind.Ready, UriKind.Relative), cancellationToken);
                    return answer.IsSuccessStatusCode;
                },
                cancellationToken);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends bodies, each as one request, and checks every answer.</summary>
    /// <exception cref="ReconciliationException">A request was refused.</exception>
    public async Task SendAsync(IEnumerable<byte[]> bodies, CancellationToken cancellationToken)
    {
        var limit = new ParallelOptions { MaxDegreeOfParallelism = Kind.Senders, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(bodies, limit, async (body, cancel) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Kind.Path, UriKind.Relative)) { Content = new ByteArrayContent(body) };
            if (Kind.Form == BodyForm.RemoteWrite)
            {
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
                request.Content.Headers.ContentEncoding.Add("snappy");
                request.Headers.Add("X-Prometheus-Remote-Write-Version", "0.1.0");
            }

            using HttpResponseMessage answer = await _http.SendAsync(request, cancel);
            if (!answer.IsSuccessStatusCode)
            {
                string text = await answer.Content.ReadAsStringAsync(cancel);
                throw new ReconciliationException($"{Kind.Name} answered {(int)answer.StatusCode}: {text[..Math.Min(200, text.Length)]}");
            }
        });
    }

    /// <summary>Asks until it shows as many points as were sent; it may show them some seconds after it answered.</summary>
    /// <param name="at">End of the range, seconds since the Unix epoch.</param>
    /// <param name="seconds">Length of the range.</param>
    /// <param name="points">How many there must be.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ReconciliationException">It shows another number.</exception>
    public async Task ReconcileAsync(string at, int seconds, long points, CancellationToken cancellationToken)
    {
        // Prometheus counts both ends of a range, VictoriaMetrics only the later one.
        string range = FormattableString.Invariant($"{(seconds * 1000L) - 1}ms");
        long start = TimeProvider.System.GetTimestamp();
        double found;
        do
        {
            found = 0;
            foreach (string metric in PointSource.Metrics)
            {
                found += await QueryAsync(FormattableString.Invariant($"sum(count_over_time({metric}[{range}]))"), at, cancellationToken);
            }

            if (found == points)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
        }
        while (TimeProvider.System.GetElapsedTime(start) < Visible);
        throw new ReconciliationException(FormattableString.Invariant($"{Kind.Name}: {points} points were sent, {found} are there"));
    }

    /// <summary>An instant query; the first value of the answer, 0 when there is none.</summary>
    public async Task<double> QueryAsync(string query, string at, CancellationToken cancellationToken)
    {
        string path = $"/api/v1/query?nocache=1&time={at}&query={Uri.EscapeDataString(query)}";
        using HttpResponseMessage answer = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        string text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new ReconciliationException($"{Kind.Name} answered {(int)answer.StatusCode} to \"{query}\": {text[..Math.Min(200, text.Length)]}");
        }

        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement result = json.RootElement.GetProperty("data").GetProperty("result");
        return result.GetArrayLength() == 0 ? 0 : double.Parse(result[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private static string[] Arguments(PeerKind kind, string folder, string address)
    {
        if (!kind.IsPrometheus)
        {
            // Thirteen months, as our hours and days.
            return ["-storageDataPath=" + folder, "-httpListenAddr=" + address, "-retentionPeriod=13"];
        }

        string configuration = Path.Combine(folder, "prometheus.yml");
        File.WriteAllText(configuration, "storage:\n  tsdb:\n    out_of_order_time_window: 1h\n");
        return
        [
            "--config.file=" + configuration, "--storage.tsdb.path=" + Path.Combine(folder, "data"), "--web.listen-address=" + address,
            "--web.enable-remote-write-receiver",
        ];
    }
}
