using Google.Protobuf;
using Telecom.Sla.Domain.Names;

namespace Telecom.Ingestion.Tests.Support;

/// <summary>Names that the tests use.</summary>
internal static class Names
{
    public const string Agent = "customers/acme/agents/probe";
    public const string Circuit = "customers/acme/circuits/core";
    public const string OtherCircuit = "customers/acme/circuits/edge";
    public const string UnknownCircuit = "customers/acme/circuits/planned";
    public const string ForeignCircuit = "customers/globex/circuits/core";

    public static ByteString EpochBytes(byte tag = 1) => ByteString.CopyFrom([tag, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);

    public static ProducerLane Lane(uint lane = 0, byte epochTag = 1, string agent = Agent) =>
        SpoolEpoch.TryRead(EpochBytes(epochTag).Span, out SpoolEpoch epoch) ? new ProducerLane(agent, epoch, lane) : throw new InvalidOperationException();
}
