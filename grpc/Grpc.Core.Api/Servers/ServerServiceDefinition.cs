namespace Grpc.Core;

/// <summary>The methods of a service with their handlers, ready to be registered with a server. Immutable.</summary>
public partial class ServerServiceDefinition
{
    private readonly IReadOnlyList<Action<ServiceBinderBase>> _registrations;

    internal ServerServiceDefinition(IReadOnlyList<Action<ServiceBinderBase>> registrations) => _registrations = registrations;

    /// <summary>Starts a definition.</summary>
    public static Builder CreateBuilder() => new();

    /// <summary>Registers every method, in the order it was added. Servers call it.</summary>
    /// <param name="serviceBinder">Where to register.</param>
    public void BindService(ServiceBinderBase serviceBinder)
    {
        ArgumentNullException.ThrowIfNull(serviceBinder);
        foreach (var register in _registrations)
        {
            register(serviceBinder);
        }
    }
}
