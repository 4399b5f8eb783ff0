using Grpc.Core;
using Telecom.Support.Tests.Webhooks.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Alarms.Fixtures;

/// <summary>A receiver of the feed.</summary>
internal sealed class Watcher : IAsyncDisposable
{
    private readonly AsyncServerStreamingCall<WatchCaseEventsResponse> _call;
    private readonly Task _reading;
    private readonly Lock _lock = new();
    private readonly List<WatchCaseEventsResponse> _messages = [];

    public Watcher(AsyncServerStreamingCall<WatchCaseEventsResponse> call)
    {
        _call = call;
        _reading = ReadAsync();
    }

    /// <summary>How the server ended the stream; null: it goes on.</summary>
    public RpcException? End { get; private set; }

    public IReadOnlyList<WatchCaseEventsResponse> Messages
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages];
            }
        }
    }

    public IReadOnlyList<CaseEvent> Events => [.. Messages.SelectMany(message => message.Events)];

    public Task HasAsync(int events) => Until.HoldsAsync(() => Events.Count >= events, $"{events} events");

    public Task HasMessageAsync(Func<WatchCaseEventsResponse, bool> wanted, string what) => Until.HoldsAsync(() => Messages.Any(wanted), what);

    public Task HasEndedAsync() => Until.HoldsAsync(() => End is not null, "the end of the stream");

    public async ValueTask DisposeAsync()
    {
        _call.Dispose();
        await _reading;
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (WatchCaseEventsResponse message in _call.ResponseStream.ReadAllAsync())
            {
                lock (_lock)
                {
                    _messages.Add(message);
                }
            }
        }
        catch (RpcException exception)
        {
            End = exception;
        }
    }
}
