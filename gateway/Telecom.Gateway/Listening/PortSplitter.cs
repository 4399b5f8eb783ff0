using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Telecom.Gateway.Listening;

/// <summary>
/// Accepts the connections of one port and sorts them by protocol. A connection that says nothing is closed after
/// <see cref="ConnectionLimits.FirstBytesTimeout"/>; connections above <see cref="ConnectionLimits.MaxConnections"/> are refused, both
/// protocols counted together.
/// </summary>
internal sealed partial class PortSplitter : IAsyncDisposable
{
    private readonly IConnectionListener _socket;
    private readonly ConnectionLimits _limits;
    private readonly GatewayMetrics _metrics;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Channel<ConnectionContext> _http1;
    private readonly Channel<ConnectionContext> _http2;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private int _connections;
    private int _unbound;

    /// <summary>Starts accepting on a bound socket.</summary>
    /// <param name="socket">The socket; owned from now on.</param>
    /// <param name="limits">Limits.</param>
    /// <param name="metrics">Where refused connections are counted.</param>
    /// <param name="timeProvider">Clock of the time-out.</param>
    /// <param name="logger">Log.</param>
    public PortSplitter(IConnectionListener socket, ConnectionLimits limits, GatewayMetrics metrics, TimeProvider timeProvider, ILogger logger)
    {
        (_socket, _limits, _metrics, _timeProvider, _logger) = (socket, limits, metrics, timeProvider, logger);
        var bound = new BoundedChannelOptions(512) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true };
        (_http1, _http2) = (Channel.CreateBounded<ConnectionContext>(bound), Channel.CreateBounded<ConnectionContext>(bound));
        _accepting = AcceptLoopAsync();
    }

    /// <summary>The address that is listened on, with the port that the system chose.</summary>
    public EndPoint EndPoint => _socket.EndPoint;

    /// <summary>The next connection of a protocol; null once the port is closed.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<ConnectionContext?> AcceptAsync(ClearTextProtocol protocol, CancellationToken cancellationToken)
    {
        ChannelReader<ConnectionContext> reader = Of(protocol).Reader;
        while (await reader.WaitToReadAsync(cancellationToken))
        {
            if (reader.TryRead(out ConnectionContext? connection))
            {
                return connection;
            }
        }

        return null;
    }

    /// <summary>Closes the port. Connections that no endpoint has taken yet are closed; the others go on.</summary>
    public async ValueTask UnbindAsync()
    {
        if (Interlocked.Exchange(ref _unbound, 1) == 0)
        {
            await _socket.UnbindAsync();
            await _stopping.CancelAsync();
            _http1.Writer.Complete();
            _http2.Writer.Complete();
        }

        // Nothing to wait for but the loop's last turn, so even a host that stops at once gets there.
        await _accepting;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        await _socket.DisposeAsync();
        await CloseAsync(_http1.Reader);
        await CloseAsync(_http2.Reader);
    }

    private Channel<ConnectionContext> Of(ClearTextProtocol protocol) => protocol == ClearTextProtocol.Http2 ? _http2 : _http1;

    private async Task AcceptLoopAsync()
    {
        while (await _socket.AcceptAsync() is { } connection)
        {
            try
            {
                await TakeAsync(connection);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // One connection's trouble is its own: the port goes on accepting.
                Log.ConnectionLost(_logger, connection.ConnectionId, exception);
            }
        }
    }

    private async ValueTask TakeAsync(ConnectionContext connection)
    {
        if (Interlocked.Increment(ref _connections) > _limits.MaxConnections)
        {
            _ = Interlocked.Decrement(ref _connections);
            _metrics.ConnectionRefused();
            Log.ConnectionRefused(_logger, _limits.MaxConnections);
            await DropAsync(connection, "too many connections");
            return;
        }

        _ = connection.ConnectionClosed.Register(() => Interlocked.Decrement(ref _connections));
        _ = SortAsync(connection);
    }

    private async Task SortAsync(ConnectionContext connection)
    {
        try
        {
            using var timeout = new CancellationTokenSource(_limits.FirstBytesTimeout, _timeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stopping.Token);
            if (await ProtocolSniffer.ReadAsync(connection.Transport.Input, either.Token) is { } protocol)
            {
                await Of(protocol).Writer.WriteAsync(connection, either.Token);
                return;
            }

            await DropAsync(connection, "closed before a request");
        }
        catch (OperationCanceledException)
        {
            await DropAsync(connection, "said nothing in time");
        }
        catch (Exception exception) when (exception is IOException or ChannelClosedException or ObjectDisposedException)
        {
            Log.ConnectionLost(_logger, connection.ConnectionId, exception);
            await DropAsync(connection, "lost");
        }
    }

    private static async Task CloseAsync(ChannelReader<ConnectionContext> reader)
    {
        while (reader.TryRead(out ConnectionContext? connection))
        {
            await DropAsync(connection, "the server stops");
        }
    }

    private static async ValueTask DropAsync(ConnectionContext connection, string why)
    {
        connection.Abort(new ConnectionAbortedException(why));
        await connection.DisposeAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(5101, LogLevel.Warning, "Connection refused: {Limit} connections are open")]
        public static partial void ConnectionRefused(ILogger logger, int limit);

        [LoggerMessage(5102, LogLevel.Debug, "Connection {ConnectionId} was lost before its first request")]
        public static partial void ConnectionLost(ILogger logger, string connectionId, Exception exception);
    }
}
