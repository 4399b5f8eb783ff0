namespace Grpc.Core;

/// <summary>How a transport learns what call credentials consist of. Transports derive from it, applications do not.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    /// <summary>The credentials are several others, each to be asked in order.</summary>
    /// <param name="state">What the transport handed to <see cref="CallCredentials.InternalPopulateConfiguration"/>.</param>
    /// <param name="credentials">The parts.</param>
    public abstract void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials);

    /// <summary>The credentials are a function that adds headers.</summary>
    /// <param name="state">What the transport handed to <see cref="CallCredentials.InternalPopulateConfiguration"/>.</param>
    /// <param name="interceptor">The function.</param>
    public abstract void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor);
}
