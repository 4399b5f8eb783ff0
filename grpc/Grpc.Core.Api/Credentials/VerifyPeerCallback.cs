namespace Grpc.Core;

/// <summary>A further check of a server whose certificate is otherwise in order. It blocks the handshake, so it must be quick.</summary>
/// <param name="context">The server as it showed itself.</param>
/// <returns>False to refuse the connection.</returns>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);
