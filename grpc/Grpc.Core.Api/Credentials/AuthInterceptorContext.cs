namespace Grpc.Core;

/// <summary>Which call an <see cref="AsyncAuthInterceptor"/> is asked about.</summary>
public class AuthInterceptorContext
{
    /// <summary>Creates the context of a call that cannot be cancelled.</summary>
    /// <param name="serviceUrl">The address of the service, as a token's audience.</param>
    /// <param name="methodName">The bare name of the method.</param>
    public AuthInterceptorContext(string serviceUrl, string methodName)
        : this(serviceUrl, methodName, CancellationToken.None)
    {
    }

    /// <summary>Creates the context.</summary>
    /// <param name="serviceUrl">The address of the service, as a token's audience.</param>
    /// <param name="methodName">The bare name of the method.</param>
    /// <param name="cancellationToken">Cancelled with the call.</param>
    public AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(serviceUrl);
        ArgumentNullException.ThrowIfNull(methodName);
        ServiceUrl = serviceUrl;
        MethodName = methodName;
        CancellationToken = cancellationToken;
    }

    /// <summary>The address of the service: scheme, host and service name, as a token's audience.</summary>
    public string ServiceUrl { get; }

    /// <summary>The bare name of the method.</summary>
    public string MethodName { get; }

    /// <summary>Cancelled with the call.</summary>
    public CancellationToken CancellationToken { get; }
}
