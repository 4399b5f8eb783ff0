namespace Grpc.Core;

/// <summary>A method of a service without its message types.</summary>
public interface IMethod
{
    /// <summary>How many messages go each way.</summary>
    MethodType Type { get; }

    /// <summary>The service with its package, such as <c>telecom.sla.v1.SlaService</c>.</summary>
    string ServiceName { get; }

    /// <summary>The bare name of the method.</summary>
    string Name { get; }

    /// <summary>The path of the request: slash, service, slash, method.</summary>
    string FullName { get; }
}
