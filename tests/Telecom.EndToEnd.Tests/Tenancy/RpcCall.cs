using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Telecom.EndToEnd.Tests.Tenancy;

/// <summary>Calls any RPC by its descriptor.</summary>
internal static class RpcCall
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Sends the messages and takes what comes: all responses, of a feed those up to the first sign of life.</summary>
    public static async Task<Outcome> MakeAsync(CallInvoker invoker, MethodDescriptor rpc, IReadOnlyList<IMessage> messages)
    {
        CallOptions options = new(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Limit);
        Method<IMessage, IMessage> method = MethodOf(rpc);
        try
        {
            return Outcome.Of(method.Type switch
            {
                MethodType.Unary => [await invoker.AsyncUnaryCall(method, null, options, messages.Single())],
                MethodType.ServerStreaming => await FollowAsync(invoker.AsyncServerStreamingCall(method, null, options, messages.Single())),
                _ => await ConverseAsync(invoker.AsyncDuplexStreamingCall(method, null, options), messages),
            });
        }
        catch (RpcException exception)
        {
            return Outcome.Of(exception);
        }
    }

    private static Method<IMessage, IMessage> MethodOf(MethodDescriptor rpc)
    {
        MethodType type = (rpc.IsClientStreaming, rpc.IsServerStreaming) switch
        {
            (true, true) => MethodType.DuplexStreaming,
            (false, true) => MethodType.ServerStreaming,
            (true, false) => MethodType.ClientStreaming,
            _ => MethodType.Unary,
        };
        return new Method<IMessage, IMessage>(
            type,
            rpc.Service.FullName,
            rpc.Name,
            Marshallers.Create<IMessage>(message => message.ToByteArray(), bytes => rpc.InputType.Parser.ParseFrom(bytes)),
            Marshallers.Create<IMessage>(message => message.ToByteArray(), bytes => rpc.OutputType.Parser.ParseFrom(bytes)));
    }

    private static async Task<IReadOnlyList<IMessage>> FollowAsync(AsyncServerStreamingCall<IMessage> call)
    {
        using (call)
        {
            List<IMessage> responses = [];
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                IMessage response = call.ResponseStream.Current;
                responses.Add(response);
                FieldDescriptor events = response.Descriptor.Fields.InDeclarationOrder().First(field => field.IsRepeated);
                if (((System.Collections.ICollection)events.Accessor.GetValue(response)).Count == 0)
                {
                    return responses;
                }
            }

            return responses;
        }
    }

    private static async Task<IReadOnlyList<IMessage>> ConverseAsync(AsyncDuplexStreamingCall<IMessage, IMessage> call, IReadOnlyList<IMessage> messages)
    {
        using (call)
        {
            Task sending = SendAsync(call.RequestStream, messages);
            List<IMessage> responses = [];
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                responses.Add(call.ResponseStream.Current);
            }

            await sending;
            return responses;
        }
    }

    private static async Task SendAsync(IClientStreamWriter<IMessage> stream, IReadOnlyList<IMessage> messages)
    {
        try
        {
            foreach (IMessage message in messages)
            {
                await stream.WriteAsync(message);
            }

            await stream.CompleteAsync();
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException or OperationCanceledException)
        {
            // The call ended before everything was sent; its status says why.
        }
    }
}
