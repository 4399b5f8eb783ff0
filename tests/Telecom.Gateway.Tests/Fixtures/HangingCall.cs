using Grpc.Core;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>A call of any kind to the echo that its backend does not end: before its first answer, or after the answer has begun.</summary>
internal sealed class HangingCall : IDisposable
{
    private readonly IDisposable _call;
    private readonly Func<Task> _wait;

    private HangingCall(IDisposable call, Func<Task> wait) => (_call, _wait) = (call, wait);

    /// <summary>A bound that only a failure reaches.</summary>
    public static DateTime Deadline => TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(15);

    /// <summary>Waits for the end.</summary>
    public Task WaitAsync() => _wait();

    public void Dispose() => _call.Dispose();

    public static async Task<HangingCall> BeginAsync(CallInvoker invoker, CallOptions options, MethodType type, bool answerBegan)
    {
        switch (type)
        {
            case MethodType.Unary:
                AsyncUnaryCall<string> unary = invoker.AsyncUnaryCall(EchoMethods.Unary, null, options, answerBegan ? "headers, hang" : "hang");
                if (answerBegan)
                {
                    _ = await unary.ResponseHeadersAsync;
                }

                return new HangingCall(unary, () => unary.ResponseAsync);
            case MethodType.ClientStreaming:
                AsyncClientStreamingCall<string, string> upload = invoker.AsyncClientStreamingCall(EchoMethods.Upload, null, options);
                if (answerBegan)
                {
                    await upload.RequestStream.WriteAsync("headers");
                    _ = await upload.ResponseHeadersAsync;
                }

                await upload.RequestStream.WriteAsync("hang");
                return new HangingCall(upload, () => upload.ResponseAsync);
            case MethodType.ServerStreaming:
                AsyncServerStreamingCall<string> download = invoker.AsyncServerStreamingCall(EchoMethods.Download, null, options, answerBegan ? "1 hang" : "0 hang");
                await ReadAsync(download.ResponseStream, answerBegan);
                return new HangingCall(download, () => download.ResponseStream.MoveNext(CancellationToken.None));
            default:
                AsyncDuplexStreamingCall<string, string> duplex = invoker.AsyncDuplexStreamingCall(EchoMethods.Duplex, null, options);
                if (answerBegan)
                {
                    await duplex.RequestStream.WriteAsync("1");
                    await ReadAsync(duplex.ResponseStream, answerBegan);
                }

                await duplex.RequestStream.WriteAsync("hang");
                return new HangingCall(duplex, () => duplex.ResponseStream.MoveNext(CancellationToken.None));
        }
    }

    private static async Task ReadAsync(IAsyncStreamReader<string> responses, bool wanted)
    {
        if (wanted)
        {
            Assert.True(await responses.MoveNext(CancellationToken.None));
        }
    }
}
