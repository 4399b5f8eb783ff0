using Grpc.Core;

namespace Telecom.Grpc.Tests.Contracts;

/// <summary>A channel over a given transport.</summary>
internal sealed class RecordingChannel(CallInvoker invoker) : ChannelBase("recording")
{
    public override CallInvoker CreateCallInvoker() => invoker;
}
