using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Feed;

/// <summary>Reads the live feed with the framework's own parser.</summary>
internal sealed class FeedReader : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly HttpRequestMessage _request;
    private readonly CancellationTokenSource _bound = new(Eventually.Bound);
    private HttpResponseMessage? _response;
    private SseParser<string>? _parser;
    private IAsyncEnumerator<SseItem<string>>? _items;

    public FeedReader(Uri gateway, string path, string secret, Version? version)
    {
        _http = new HttpClient { BaseAddress = gateway, Timeout = Timeout.InfiniteTimeSpan };
        _request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Version = version ?? HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { Authorization = new("Bearer", secret) },
        };
    }

    /// <summary>What a browser would send when it comes back.</summary>
    public string LastEventId => _parser?.LastEventId ?? "";

    public TimeSpan Retry => _parser?.ReconnectionInterval ?? TimeSpan.Zero;

    public FeedReader After(string lastEventId)
    {
        _request.Headers.Add("Last-Event-ID", lastEventId);
        return this;
    }

    /// <summary>Asks for the feed; the answer is the reader's.</summary>
    public async Task<HttpResponseMessage> OpenAsync()
    {
        HttpResponseMessage response = _response = await _http.SendAsync(_request, HttpCompletionOption.ResponseHeadersRead, _bound.Token);
        if (response.IsSuccessStatusCode)
        {
            _parser = SseParser.Create(await response.Content.ReadAsStreamAsync(_bound.Token));
            _items = _parser.EnumerateAsync(_bound.Token).GetAsyncEnumerator(_bound.Token);
        }

        return response;
    }

    /// <summary>The next event; null at the end of the feed.</summary>
    public async Task<(string Type, JsonElement Data)?> NextAsync() => await _items!.MoveNextAsync()
        ? (_items.Current.EventType, JsonSerializer.Deserialize<JsonElement>(_items.Current.Data))
        : null;

    /// <summary>The ids of the next outages and cases; other events are skipped.</summary>
    public async Task<string[]> TakeAsync(int count)
    {
        List<string> ids = [];
        while (ids.Count < count)
        {
            (string type, JsonElement data) = await NextAsync() ?? throw new InvalidOperationException($"The feed ended after {string.Join(", ", ids)}.");
            if (type is "outage" or "case")
            {
                ids.Add(data.GetProperty("id").GetString()!);
            }
        }

        return [.. ids];
    }

    public async ValueTask DisposeAsync()
    {
        if (_items is not null)
        {
            await _items.DisposeAsync();
        }

        _response?.Dispose();
        _request.Dispose();
        _http.Dispose();
        _bound.Dispose();
    }
}
