namespace Grpc.Core;

/// <summary>
/// Where the generated code of a service registers its methods. A server derives from it and overrides each kind of method it can serve.
/// </summary>
public abstract class ServiceBinderBase
{
    /// <summary>Registers a method with one request and one response.</summary>
    /// <typeparam name="TRequest">The request message.</typeparam>
    /// <typeparam name="TResponse">The response message.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="handler">Serves the calls; null when only the description of the service is wanted.</param>
    /// <exception cref="NotImplementedException">The binder does not take this kind of method.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw NotTaken(method);

    /// <summary>Registers a method with a stream of requests and one response.</summary>
    /// <typeparam name="TRequest">The request message.</typeparam>
    /// <typeparam name="TResponse">The response message.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="handler">Serves the calls; null when only the description of the service is wanted.</param>
    /// <exception cref="NotImplementedException">The binder does not take this kind of method.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw NotTaken(method);

    /// <summary>Registers a method with one request and a stream of responses.</summary>
    /// <typeparam name="TRequest">The request message.</typeparam>
    /// <typeparam name="TResponse">The response message.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="handler">Serves the calls; null when only the description of the service is wanted.</param>
    /// <exception cref="NotImplementedException">The binder does not take this kind of method.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw NotTaken(method);

    /// <summary>Registers a method with independent streams of requests and responses.</summary>
    /// <typeparam name="TRequest">The request message.</typeparam>
    /// <typeparam name="TResponse">The response message.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="handler">Serves the calls; null when only the description of the service is wanted.</param>
    /// <exception cref="NotImplementedException">The binder does not take this kind of method.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw NotTaken(method);

    private static NotImplementedException NotTaken(IMethod method) =>
        new($"This service binder takes no methods of type {method.Type}, such as {method.FullName}.");
}
