using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Telecom.Agent.Clocks;
using Telecom.Agent.Network;
using Telecom.Agent.Reporting;
using Telecom.Agent.Samples;

namespace Telecom.Agent.Probing;

/// <summary>
/// Probes one target on a steady cadence. Each probe gives one loss sample at its send instant, and a latency sample when it was answered
/// in time. A probe that the network refuses to take (link down, no route, port unreachable) was sent and is lost. A probe is not sent, and
/// the time not measured, only while the target's name has never been resolved, or the agent itself was held up or could not send (no socket,
/// no right, no buffer, no source address): such faults of the host say nothing about the circuit.
/// <para>
/// What arrived is always read before probes are given up, and answers are judged by the kernel's receive time: an agent that was short of
/// CPU does not report loss.
/// </para>
/// </summary>
internal sealed partial class Prober
{
    private const int FailuresBeforeReopening = 3;
    private const int SmallestBuffer = 2048;
    private static readonly TimeSpan ReopenPause = TimeSpan.FromSeconds(1);

    private readonly CircuitOptions _options;
    private readonly ProbeTarget _target;
    private readonly IProbeMethod _method;
    private readonly AnchoredClock _clock;
    private readonly KernelTime _kernelTime;
    private readonly TimeProvider _time;
    private readonly ISampleSink _sink;
    private readonly AgentCounters _counters;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly AsyncSignal _settled = new();
    private readonly ProbeLedger _ledger;
    private readonly byte[] _packet;
    private volatile IDatagramSocket? _socket;
    private Datagram? _datagram;
    private IPEndPoint? _address;
    private uint _sequence;
    private int _failures;
    private SocketError _whyNoSocket = SocketError.NotConnected;

    /// <summary>A prober of a circuit whose options name a target.</summary>
    public Prober(
        CircuitOptions options, IProbeMethod method, AnchoredClock clock, TimeProvider time, ISampleSink sink, AgentCounters counters, ILogger<Prober> logger)
    {
        (_options, _method, _clock, _time, _sink, _counters, _logger) = (options, method, clock, time, sink, counters, logger);
        _target = options.Target ?? throw new ArgumentException("a probed circuit has a target", nameof(options));
        _kernelTime = new KernelTime(clock, time);
        _ledger = new ProbeLedger(clock.ToTicks(options.Timeout), clock.Frequency);
        _packet = new byte[method.MaximumPacket];
    }

    /// <summary>Probes until stopped; then waits for the probes on their way, at most the timeout, so that every sent probe is accounted for.</summary>
    /// <param name="phase">Delay of the first probe, so that many circuits do not all send at once.</param>
    /// <param name="stop">Stops sending.</param>
    public async Task RunAsync(TimeSpan phase, CancellationToken stop)
    {
        using CancellationTokenSource ended = new();
        await TryOpenAsync(stop).ContinueWith(_ => { }, TaskScheduler.Default);
        Task receiving = Task.Run(() => ReceiveAsync(ended.Token), CancellationToken.None);
        Schedule schedule = new(_clock.GetTimestamp() + _clock.ToTicks(phase), _clock.ToTicks(_options.Cadence));
        try
        {
            while (true)
            {
                await schedule.WaitAsync(_time, stop);
                if (receiving.IsCompleted)
                {
                    // It ends early only by a defect; without it every further probe would count as lost.
                    await receiving;
                }

                _counters.ProbesSkipped.Add(schedule.Advance(_clock.GetTimestamp()));
                lock (_lock)
                {
                    Settle();
                    Send();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await SettleAllAsync();
        }
        finally
        {
            await ended.CancelAsync();
            try
            {
                await receiving;
            }
            finally
            {
                _socket?.Dispose();
            }
        }
    }

    private async Task SettleAllAsync()
    {
        while (true)
        {
            TimeSpan wait;
            lock (_lock)
            {
                Settle();
                if (_ledger.NextExpiry() is not { } expiry)
                {
                    return;
                }

                long remaining = _clock.ElapsedNanoseconds(_clock.GetTimestamp(), expiry);
                wait = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(remaining / 1e6)));
            }

            await _settled.WaitAsync(wait, _time, CancellationToken.None);
        }
    }

    private async Task ReceiveAsync(CancellationToken ended)
    {
        try
        {
            while (!ended.IsCancellationRequested)
            {
                if (_socket is not { } socket)
                {
                    if (!await TryOpenAsync(ended))
                    {
                        await Task.Delay(ReopenPause, _time, ended);
                    }

                    continue;
                }

                await WaitReadableAsync(socket, ended);
                lock (_lock)
                {
                    Drain();
                }

                _settled.Set();
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
        }
    }

    private async Task WaitReadableAsync(IDatagramSocket socket, CancellationToken ended)
    {
        try
        {
            await socket.WaitReadableAsync(ended);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is not SocketError.OperationAborted)
        {
            // An ICMP error to an earlier probe, which its timeout will count; or the socket is of no use, which the next sends will show.
            if (exception.SocketErrorCode is not SocketError.ConnectionRefused)
            {
                await Task.Delay(_options.Cadence, _time, ended);
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // Closed by a failed send; the loop opens a new one.
        }
    }

    private async Task<bool> TryOpenAsync(CancellationToken ended)
    {
        IPEndPoint? found = await _target.ResolveAsync(ended);
        lock (_lock)
        {
            // A name that was known stays known: a dead resolver is no reason to stop measuring.
            _address = found ?? _address;
            if (_address is null)
            {
                Log.Unresolved(_logger, _options.Circuit, _target);
                return false;
            }

            try
            {
                _socket = _method.Open(_address, _options.Source);
                if (_datagram?.Peer.Family != _socket.Family)
                {
                    _datagram = new Datagram(Math.Max(SmallestBuffer, _method.MaximumPacket), _socket.Family);
                }

                _failures = 0;
                return true;
            }
            catch (SocketException exception)
            {
                _whyNoSocket = exception.SocketErrorCode;
                if (IsOfTheNetwork(_whyNoSocket))
                {
                    Log.CannotOpen(_logger, _options.Circuit, _target, _whyNoSocket);
                }
                else
                {
                    Log.CannotOpenHere(_logger, _options.Circuit, _target, _whyNoSocket);
                }

                return false;
            }
        }
    }

    private void Send()
    {
        if (_address is null)
        {
            _counters.ProbesUnresolved.Add();
            return;
        }

        ClockAnchor anchor = _clock.Observe();
        long timestamp = _clock.GetTimestamp();
        int length = _method.Write(_packet, _sequence, anchor, timestamp, out ulong token);
        SocketError error = _socket?.Send(_packet.AsSpan(0, length)) ?? _whyNoSocket;
        bool left = error == SocketError.Success || IsOfTheNetwork(error);
        if (left)
        {
            // No answer can have been taken yet: that needs the lock which is held here.
            _ledger.Sent(_sequence++, token, timestamp, anchor.At(timestamp) / 1000);
            _counters.ProbesSent.Add();
        }
        else
        {
            _counters.ProbesSkipped.Add();
        }

        if (error is SocketError.Success or SocketError.ConnectionRefused or SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
        {
            _failures = 0;
            return;
        }

        _failures++;
        if (_failures == 1 && left)
        {
            Log.CannotSend(_logger, _options.Circuit, _target, error);
        }
        else if (_failures == 1)
        {
            Log.CannotSendHere(_logger, _options.Circuit, _target, error);
        }

        // The socket may be tied to an address that this host no longer has.
        if (_failures >= FailuresBeforeReopening && _socket is { } socket)
        {
            (_socket, _whyNoSocket) = (null, error);
            socket.Dispose();
        }
    }

    // Everything else is a fault of this host, of which the circuit knows nothing.
    private static bool IsOfTheNetwork(SocketError error) => error is
        SocketError.NetworkDown or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.HostUnreachable or SocketError.ConnectionRefused;
}
