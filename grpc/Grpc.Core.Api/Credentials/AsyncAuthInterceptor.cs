namespace Grpc.Core;

/// <summary>Adds authentication headers to a call that is about to start. It may go and fetch a token first.</summary>
/// <param name="context">Which call it is for.</param>
/// <param name="metadata">The request headers to add to.</param>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);
