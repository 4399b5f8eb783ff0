namespace Grpc.Core;

/// <summary>What proves the caller's identity in each call.</summary>
public abstract class CallCredentials
{
    /// <summary>Several credentials as one; each adds its headers, in order.</summary>
    /// <param name="credentials">At least two.</param>
    /// <exception cref="ArgumentException">Fewer than two.</exception>
    public static CallCredentials Compose(params CallCredentials[] credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return credentials.Length < 2
            ? throw new ArgumentException($"Composing takes two or more call credentials, not {credentials.Length}.", nameof(credentials))
            : new Composite([.. credentials]);
    }

    /// <summary>Credentials that ask a function for the headers of each call.</summary>
    /// <param name="interceptor">Adds the headers.</param>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        return new FromFunction(interceptor);
    }

    /// <summary>Tells a transport what these credentials are. Transports call it, applications do not.</summary>
    /// <param name="configurator">Where to tell.</param>
    /// <param name="state">Handed through to the configurator.</param>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);

    private sealed class Composite(IReadOnlyList<CallCredentials> parts) : CallCredentials
    {
        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetCompositeCredentials(state, parts);
    }

    private sealed class FromFunction(AsyncAuthInterceptor interceptor) : CallCredentials
    {
        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetAsyncAuthInterceptorCredentials(state, interceptor);
    }
}
