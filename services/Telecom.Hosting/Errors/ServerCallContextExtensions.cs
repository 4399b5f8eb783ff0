using Grpc.Core;

namespace Telecom.Hosting;

/// <summary>What the suite's interceptors know about a call.</summary>
public static class ServerCallContextExtensions
{
    private static readonly object CallerKey = new();
    private static readonly object CorrelationKey = new();

    /// <summary>Who is calling, as verified by the access interceptor.</summary>
    /// <param name="context">The call.</param>
    /// <exception cref="InvalidOperationException">The RPC is anonymous, or the call did not come through the interceptor.</exception>
    public static Caller GetCaller(this ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.UserState.TryGetValue(CallerKey, out object? caller)
            ? (Caller)caller
            : throw new InvalidOperationException($"{context.Method} has no verified caller; is it declared anonymous?");
    }

    /// <summary>The id that ties the caller's error to the log; empty outside of the interceptors.</summary>
    /// <param name="context">The call.</param>
    public static string GetCorrelationId(this ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.UserState.TryGetValue(CorrelationKey, out object? id) ? (string)id : "";
    }

    internal static void SetCaller(this ServerCallContext context, Caller caller) => context.UserState[CallerKey] = caller;

    internal static void SetCorrelationId(this ServerCallContext context, string id) => context.UserState[CorrelationKey] = id;
}
