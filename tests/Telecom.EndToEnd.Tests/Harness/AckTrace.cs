using System.Buffers.Binary;
using Google.Protobuf;
using Telecom.Ingestion.V1;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>An acknowledgement as it went to the socket.</summary>
/// <param name="Stream">Which stream, by the order in which their Welcomes were sent.</param>
/// <param name="Sequence">The number that it states.</param>
/// <param name="BeganUs">When the first call that carried a part of it was entered, microseconds since the Unix epoch.</param>
internal readonly record struct SentAck(int Stream, ulong Sequence, long BeganUs);

/// <summary>Finds the acknowledgements in what a process sent: HTTP/2 frames (RFC 9113, 4.1), gRPC messages in them, and their meaning.</summary>
internal static class AckTrace
{
    private const int FrameHead = 9;
    private const int MessageHead = 5;

    public static IReadOnlyList<SentAck> Read(IEnumerable<TracedCall> calls)
    {
        Dictionary<string, List<byte>> sockets = [];
        Dictionary<(string Socket, uint Stream), List<byte>> streams = [];
        Dictionary<(string Socket, uint Stream), int> welcomed = [];
        List<SentAck> acks = [];
        foreach (TracedCall call in calls.Where(c => c.File.StartsWith("socket:", StringComparison.Ordinal) && c.Data.Length > 0))
        {
            List<byte> bytes = Get(sockets, call.File);
            bytes.AddRange(call.Data);
            while (bytes.Count >= FrameHead && Length(bytes) is var length && bytes.Count >= FrameHead + length)
            {
                byte[] frame = [.. bytes.Take(FrameHead + length)];
                bytes.RemoveRange(0, frame.Length);
                if (frame[3] != 0)
                {
                    continue;
                }

                (string, uint) key = (call.File, BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(5)) & int.MaxValue);
                List<byte> data = Get(streams, key);
                data.AddRange(frame.AsSpan(FrameHead).ToArray());
                Take(data, message => Note(key, message, call.BeganUs));
            }
        }

        return acks;

        void Note((string, uint) key, byte[] bytes, long beganUs)
        {
            StreamSamplesResponse message;
            try
            {
                message = StreamSamplesResponse.Parser.ParseFrom(bytes);
            }
            catch (InvalidProtocolBufferException)
            {
                return;
            }

            if (message.Welcome is { Limits: not null } && !welcomed.ContainsKey(key))
            {
                welcomed[key] = welcomed.Count;
            }

            if (message.Ack is { } ack && welcomed.TryGetValue(key, out int stream))
            {
                acks.Add(new SentAck(stream, ack.DurableSequence, beganUs));
            }
        }
    }

    private static void Take(List<byte> data, Action<byte[]> message)
    {
        while (data.Count >= MessageHead)
        {
            int length = (int)BinaryPrimitives.ReadUInt32BigEndian([data[1], data[2], data[3], data[4]]);
            if (data.Count < MessageHead + length)
            {
                return;
            }

            message([.. data.Skip(MessageHead).Take(length)]);
            data.RemoveRange(0, MessageHead + length);
        }
    }

    private static int Length(List<byte> bytes) => (bytes[0] << 16) | (bytes[1] << 8) | bytes[2];

    private static List<byte> Get<TKey>(Dictionary<TKey, List<byte>> lists, TKey key)
        where TKey : notnull => lists.TryGetValue(key, out List<byte>? list) ? list : lists[key] = [];
}
