using Google.Protobuf;
using Grpc.Core;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Calls;

/// <summary>Marshallers for methods put together by hand.</summary>
internal static class Messages
{
    public static readonly Marshaller<EchoRequest> Requests = Marshallers.Create(Bytes, EchoRequest.Parser.ParseFrom);

    public static readonly Marshaller<EchoResponse> Responses = Marshallers.Create(Bytes, EchoResponse.Parser.ParseFrom);

    private static byte[] Bytes(IMessage message) => message.ToByteArray();
}
