namespace Grpc.Core;

/// <summary>A long-lived way to a service, over which calls are made.</summary>
public abstract class ChannelBase
{
    /// <summary>Creates the channel.</summary>
    /// <param name="target">Where it leads, as its maker wrote it.</param>
    protected ChannelBase(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    /// <summary>Where the channel leads, as its maker wrote it.</summary>
    public string Target { get; }

    /// <summary>Gives what starts calls over this channel.</summary>
    public abstract CallInvoker CreateCallInvoker();

    /// <summary>Ends the channel and what runs over it.</summary>
    public Task ShutdownAsync() => ShutdownAsyncCore();

    /// <summary>Ends the channel; a channel that needs no ending leaves it as it is.</summary>
    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
