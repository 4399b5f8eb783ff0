namespace Grpc.Core;

/// <summary>What a child call takes over from the call that is being served.</summary>
public class ContextPropagationOptions
{
    /// <summary>Deadline and cancellation both.</summary>
    public static readonly ContextPropagationOptions Default = new();

    /// <summary>Creates the options.</summary>
    /// <param name="propagateDeadline">The child must finish by the parent's deadline.</param>
    /// <param name="propagateCancellation">Cancelling the parent cancels the child.</param>
    public ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
    {
        IsPropagateDeadline = propagateDeadline;
        IsPropagateCancellation = propagateCancellation;
    }

    /// <summary>Whether the child must finish by the parent's deadline.</summary>
    public bool IsPropagateDeadline { get; }

    /// <summary>Whether cancelling the parent cancels the child.</summary>
    public bool IsPropagateCancellation { get; }
}
