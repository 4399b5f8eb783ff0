using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Telecom.Agent.Network;

/// <summary>recvmsg and sendmsg of 64-bit Linux with the control messages that the managed sockets do not pass on.</summary>
internal static unsafe partial class NativeDatagrams
{
    private const int SolSocket = 1;
    private const int SolIp = 0;
    private const int SolIpv6 = 41;
    private const int SoTimestampNs = 35;
    private const int IpTtl = 2;
    private const int IpPktInfo = 8;
    private const int IpRecvTtl = 12;
    private const int Ipv6RecvPktInfo = 49;
    private const int Ipv6PktInfo = 50;
    private const int Ipv6RecvHopLimit = 51;
    private const int Ipv6HopLimit = 52;
    private const int MsgTrunc = 0x20;
    private const int MsgDontWait = 0x40;
    private const int Eintr = 4;
    private const int Eagain = 11;
    private const int Econnrefused = 111;
    private const int ControlBytes = 256;
    private const int ControlHeaderBytes = 16;

    /// <summary>True on 64-bit Linux, whose structures these are.</summary>
    public static bool Supported => OperatingSystem.IsLinux() && nint.Size == 8;

    /// <summary>Asks the kernel for receive time, TTL and local address of each packet. What it refuses is simply not told later.</summary>
    public static void RequestDetails(Socket socket)
    {
        TrySet(socket, SolSocket, SoTimestampNs);
        if (socket.AddressFamily == AddressFamily.InterNetworkV6)
        {
            TrySet(socket, SolIpv6, Ipv6RecvHopLimit);
            TrySet(socket, SolIpv6, Ipv6RecvPktInfo);
        }
        else
        {
            TrySet(socket, SolIp, IpRecvTtl);
            TrySet(socket, SolIp, IpPktInfo);
        }
    }

    /// <summary>Receives one packet without waiting; WouldBlock when there is none.</summary>
    public static SocketError Receive(SafeHandle socket, Datagram datagram)
    {
        byte* control = stackalloc byte[ControlBytes];
        fixed (byte* payload = datagram.Buffer)
        fixed (byte* peer = datagram.Peer.Buffer.Span)
        {
            IoVector vector = new() { Base = payload, Length = (nuint)datagram.Buffer.Length };
            MessageHeader header = new()
            {
                Name = peer,
                NameLength = (uint)datagram.Peer.Buffer.Length,
                Vectors = &vector,
                VectorCount = 1,
                Control = control,
                ControlLength = ControlBytes,
            };
            nint received;
            do
            {
                received = ReceiveMessage(socket, &header, MsgDontWait);
            }
            while (received < 0 && Marshal.GetLastPInvokeError() == Eintr);

            if (received < 0)
            {
                return Error(Marshal.GetLastPInvokeError());
            }

            datagram.Length = (int)received;
            datagram.Truncated = (header.Flags & MsgTrunc) != 0;
            if (header.NameLength > 0)
            {
                datagram.Peer.Size = (int)Math.Min(header.NameLength, (uint)datagram.Peer.Buffer.Length);
            }

            ReadControl(new ReadOnlySpan<byte>(control, (int)header.ControlLength), datagram);
            return SocketError.Success;
        }
    }

    /// <summary>Sends to the packet's sender, from the address to which the packet had been sent.</summary>
    public static SocketError Send(SafeHandle socket, ReadOnlySpan<byte> content, Datagram to)
    {
        byte* control = stackalloc byte[ControlBytes];
        int controlLength = WriteControl(new Span<byte>(control, ControlBytes), to);
        fixed (byte* payload = content)
        fixed (byte* peer = to.Peer.Buffer.Span)
        {
            IoVector vector = new() { Base = payload, Length = (nuint)content.Length };
            MessageHeader header = new()
            {
                Name = peer,
                NameLength = (uint)to.Peer.Size,
                Vectors = &vector,
                VectorCount = 1,
                Control = controlLength > 0 ? control : null,
                ControlLength = (nuint)controlLength,
            };
            nint sent;
            do
            {
                sent = SendMessage(socket, &header, MsgDontWait);
            }
            while (sent < 0 && Marshal.GetLastPInvokeError() == Eintr);

            return sent < 0 ? Error(Marshal.GetLastPInvokeError()) : SocketError.Success;
        }
    }

    private static void ReadControl(ReadOnlySpan<byte> control, Datagram datagram)
    {
        while (control.Length >= ControlHeaderBytes)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(control);
            int level = BinaryPrimitives.ReadInt32LittleEndian(control[8..]);
            int type = BinaryPrimitives.ReadInt32LittleEndian(control[12..]);
            if (length < ControlHeaderBytes || length > control.Length)
            {
                return;
            }

            ReadOnlySpan<byte> data = control[ControlHeaderBytes..length];
            switch (level, type)
            {
                case (SolSocket, SoTimestampNs) when data.Length >= 16:
                    datagram.KernelTimeNanoseconds =
                        BinaryPrimitives.ReadInt64LittleEndian(data) * 1_000_000_000 + BinaryPrimitives.ReadInt64LittleEndian(data[8..]);
                    break;
                case (SolIp, IpTtl) or (SolIpv6, Ipv6HopLimit) when data.Length >= 4:
                    datagram.Ttl = (byte)BinaryPrimitives.ReadInt32LittleEndian(data);
                    break;
                case (SolIp, IpPktInfo) when data.Length >= 12:
                    datagram.SetLocalAddress(data[4..8]);
                    break;
                case (SolIpv6, Ipv6PktInfo) when data.Length >= 20:
                    datagram.SetLocalAddress(data[..16]);
                    datagram.LocalScope = data[0] == 0xfe && (data[1] & 0xc0) == 0x80 ? BinaryPrimitives.ReadUInt32LittleEndian(data[16..]) : 0;
                    break;
            }

            control = control[Math.Min(control.Length, Align(length))..];
        }
    }

    private static int WriteControl(Span<byte> control, Datagram to)
    {
        ReadOnlySpan<byte> address = to.LocalAddress;
        if (address.IsEmpty)
        {
            return 0;
        }

        bool v6 = address.Length == 16;
        int length = ControlHeaderBytes + (v6 ? 20 : 12);
        Span<byte> message = control[..Align(length)];
        message.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(message, (ulong)length);
        BinaryPrimitives.WriteInt32LittleEndian(message[8..], v6 ? SolIpv6 : SolIp);
        BinaryPrimitives.WriteInt32LittleEndian(message[12..], v6 ? Ipv6PktInfo : IpPktInfo);
        address.CopyTo(message[(v6 ? ControlHeaderBytes : ControlHeaderBytes + 4)..]);
        if (v6)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(message[(ControlHeaderBytes + 16)..], to.LocalScope);
        }

        return message.Length;
    }

    private static int Align(int length) => length + 7 & ~7;

    private static SocketError Error(int errno) => errno switch
    {
        Eagain => SocketError.WouldBlock,
        Econnrefused => SocketError.ConnectionRefused,
        _ => SocketError.SocketError,
    };

    private static void TrySet(Socket socket, int level, int option)
    {
        try
        {
            Span<byte> on = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(on, 1);
            socket.SetRawSocketOption(level, option, on);
        }
        catch (SocketException)
        {
            // A kernel without this option does not tell it; its readers know that it may be missing.
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct MessageHeader
    {
        public byte* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
    }

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(SafeHandle socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMessage(SafeHandle socket, MessageHeader* message, int flags);
}
