using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Telecom.Agent.Clocks;
using Telecom.Agent.Network;
using Telecom.Agent.Reporting;

namespace Telecom.Agent.Stamp;

/// <summary>
/// STAMP Session-Reflector, unauthenticated mode (RFC 8762 section 4.3). Answers every packet of at least 44 octets with one of the same
/// length, so that it cannot be used to amplify traffic; what follows the first 44 octets is returned as it came. T2 is the kernel's receive
/// time where it is told, T3 is taken last before sending, both from one clock anchor.
/// </summary>
internal sealed partial class StampReflector : IDisposable
{
    private const int MaximumPacket = 65_535;
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(100);

    private readonly ReflectorOptions _options;
    private readonly AnchoredClock _clock;
    private readonly KernelTime _kernelTime;
    private readonly StampTimestamps _timestamps;
    private readonly AgentCounters _counters;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly List<DatagramSocket> _sockets = [];

    /// <summary>Binds the sockets.</summary>
    /// <exception cref="SocketException">An address cannot be bound.</exception>
    public StampReflector(ReflectorOptions options, AnchoredClock clock, TimeProvider time, AgentCounters counters, ILogger<StampReflector> logger)
    {
        (_options, _clock, _time, _counters, _logger) = (options, clock, time, counters, logger);
        _kernelTime = new KernelTime(clock, time);
        _timestamps = new StampTimestamps(clock, options.Timestamps);
        try
        {
            foreach (IPEndPoint endPoint in options.Listen)
            {
                _sockets.Add(Bind(endPoint));
                Log.Listening(logger, LocalEndPoints[^1], options.Stateful ? "stateful" : "stateless");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where it listens, in the order of the options.</summary>
    public IReadOnlyList<EndPoint> LocalEndPoints => [.. _sockets.Select(s => s.LocalEndPoint!)];

    /// <summary>Reflects until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_sockets.Select(socket => Task.Run(() => ServeAsync(socket, cancellationToken), CancellationToken.None)));

    /// <inheritdoc/>
    public void Dispose() => _sockets.ForEach(s => s.Dispose());

    private static DatagramSocket Bind(IPEndPoint endPoint)
    {
        Socket socket = new(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            socket.Ttl = 255;
            socket.Bind(endPoint);
            return new DatagramSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task ServeAsync(DatagramSocket socket, CancellationToken cancellationToken)
    {
        ReflectorSessions sessions = new(_options.MaxSessions, _clock.ToTicks(_options.SessionTimeout));
        Datagram datagram = new(MaximumPacket, socket.Family);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await socket.WaitReadableAsync(cancellationToken);
                while (socket.TryReceive(datagram))
                {
                    Reflect(socket, datagram, sessions);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset)
            {
                // A sender is gone; its answer bounced.
            }
            catch (SocketException exception)
            {
                Log.ReceiveFailed(_logger, exception.SocketErrorCode);
                await Task.Delay(PauseAfterError, _time, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private void Reflect(DatagramSocket socket, Datagram datagram, ReflectorSessions sessions)
    {
        ClockAnchor anchor = _clock.Observe();
        long received = _kernelTime.ReceivedAt(datagram);
        if (datagram.Truncated || !SenderPacket.TryRead(datagram.Payload, out SenderPacket request) || !IsAllowed(datagram))
        {
            _counters.ReflectorIgnored.Add();
            return;
        }

        uint sequence = request.Sequence;
        if (_options.Stateful && !sessions.TryNext(datagram.Peer, received, out sequence))
        {
            _counters.ReflectorIgnored.Add();
            return;
        }

        ErrorEstimate error = _timestamps.Error();
        ulong receivedStamp = _timestamps.At(anchor, received);
        new ReflectedPacket(sequence, _timestamps.At(anchor, _clock.GetTimestamp()), error, receivedStamp, request, datagram.Ttl ?? 255)
            .Write(datagram.Buffer);
        if (socket.Reply(datagram.Payload, datagram) == SocketError.Success)
        {
            _counters.Reflected.Add();
        }
        else
        {
            _counters.ReflectorFailed.Add();
        }
    }

    private bool IsAllowed(Datagram datagram)
    {
        if (_options.Allow.Count == 0)
        {
            return true;
        }

        IPEndPoint any = new(datagram.Peer.Family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        IPAddress address = ((IPEndPoint)any.Create(datagram.Peer)).Address;
        return _options.Allow.Any(network => network.Contains(address));
    }

    private static partial class Log
    {
        [LoggerMessage(1200, LogLevel.Information, "Reflecting STAMP packets on {EndPoint}, {Mode}")]
        public static partial void Listening(ILogger logger, EndPoint endPoint, string mode);

        [LoggerMessage(1201, LogLevel.Warning, "The reflector cannot receive: {Error}")]
        public static partial void ReceiveFailed(ILogger logger, SocketError error);
    }
}
