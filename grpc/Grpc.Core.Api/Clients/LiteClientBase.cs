using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>The base of clients generated with the <c>lite_client</c> option: a call invoker and nothing else.</summary>
[SuppressMessage("Design", "CA1012", Justification = "Generated code and the published contract name these constructors.")]
public abstract class LiteClientBase
{
    /// <summary>For test doubles: a client whose every call throws <see cref="NotImplementedException"/>.</summary>
    protected LiteClientBase() => CallInvoker = new UnimplementedCallInvoker();

    /// <summary>A client over a channel.</summary>
    /// <param name="channel">The channel.</param>
    public LiteClientBase(ChannelBase channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        CallInvoker = channel.CreateCallInvoker();
    }

    /// <summary>A client over a call invoker, such as an intercepted one.</summary>
    /// <param name="callInvoker">What starts the calls.</param>
    public LiteClientBase(CallInvoker callInvoker)
    {
        ArgumentNullException.ThrowIfNull(callInvoker);
        CallInvoker = callInvoker;
    }

    /// <summary>What starts the calls of this client.</summary>
    protected CallInvoker CallInvoker { get; }
}
