using Grpc.Core;

namespace Telecom.Grpc.Tests.Hosting;

/// <summary>One call as the handler saw it.</summary>
internal sealed record SeenCall(
    string Method,
    string Host,
    string Peer,
    DateTime Deadline,
    Metadata Headers,
    string Encoding,
    AuthContext AuthContext,
    IReadOnlyList<object> UserState);
