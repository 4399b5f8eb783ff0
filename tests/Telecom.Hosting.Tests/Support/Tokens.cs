namespace Telecom.Hosting.Tests;

internal static class Tokens
{
    public static async Task UntilCancelledAsync(this CancellationToken token)
    {
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = token.Register(cancelled.SetResult);
        await cancelled.Task;
    }
}
