using System.Diagnostics.CodeAnalysis;
using StackExchange.Redis;
using Telecom.Storage.Redis.Client;
using Telecom.Storage.Sqlite.Days;

namespace Telecom.Storage.Redis.Log;

/// <summary>
/// Tells readers in every process that something was appended: a message without content, at most one in each interval. It is a hint;
/// whoever misses it finds the records at its next look.
/// </summary>
internal sealed class WakeChannel(RedisLink link, TimeProvider time)
{
    private readonly AppendSignal _signal = new();
    private readonly RedisChannel _name = new($"{link.Options.Prefix}:appended", RedisChannel.PatternMode.Literal);
    private readonly Lock _lock = new();
    private bool _sending;
    private bool _again;

    /// <summary>Begins to listen.</summary>
    public Task ListenAsync(CancellationToken cancellationToken) =>
        link.RunAsync(
            async _ =>
            {
                await link.Subscriber().SubscribeAsync(_name, (_, _) => _signal.Set());
                return true;
            },
            cancellationToken);

    /// <summary>Something was appended: wakes this process now, and the others by the next message.</summary>
    public void Set()
    {
        _signal.Set();
        lock (_lock)
        {
            if (_sending)
            {
                _again = true;
                return;
            }

            _sending = true;
        }

        _ = SendAsync();
    }

    /// <summary>Completes at the next message, or when the time is up.</summary>
    public ValueTask WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, time, cancellationToken);

    [SuppressMessage("Design", "CA1031", Justification = "A hint that fails is no hint; readers look by themselves.")]
    private async Task SendAsync()
    {
        bool more = true;
        while (more)
        {
            try
            {
                await link.OnceAsync(database => database.PublishAsync(_name, RedisValue.EmptyString), CancellationToken.None);
            }
            catch (Exception)
            {
                // See above.
            }

            await link.PauseAsync(link.Options.WakeInterval, CancellationToken.None);
            lock (_lock)
            {
                more = _again && !link.IsClosed;
                (_sending, _again) = (more, false);
            }
        }
    }
}
