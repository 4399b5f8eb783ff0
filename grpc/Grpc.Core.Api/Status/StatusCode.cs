namespace Grpc.Core;

/// <summary>The outcome of a call. The numbers are those of the wire (grpc-status).</summary>
public enum StatusCode
{
    /// <summary>The call succeeded.</summary>
    OK = 0,

    /// <summary>The call was cancelled, mostly by its caller.</summary>
    Cancelled = 1,

    /// <summary>An error without a better code, such as an exception that the handler did not translate.</summary>
    Unknown = 2,

    /// <summary>The request is wrong in itself, whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>The time allowed ran out; the work may have been done all the same.</summary>
    DeadlineExceeded = 4,

    /// <summary>The thing asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>The thing to be created exists already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known but may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota, a rate limit or a store is exhausted.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in the state the operation needs; retrying alone does not help.</summary>
    FailedPrecondition = 9,

    /// <summary>The operation lost a race with another; retry from the beginning of the read-modify-write.</summary>
    Aborted = 10,

    /// <summary>A position past the end, which may become valid when the state changes.</summary>
    OutOfRange = 11,

    /// <summary>The server does not know or does not offer the method.</summary>
    Unimplemented = 12,

    /// <summary>An invariant is broken on the other side.</summary>
    Internal = 13,

    /// <summary>The service cannot be reached now; retrying after a pause is proper.</summary>
    Unavailable = 14,

    /// <summary>Data are lost or corrupt beyond recovery.</summary>
    DataLoss = 15,

    /// <summary>The caller did not prove who it is.</summary>
    Unauthenticated = 16,
}
