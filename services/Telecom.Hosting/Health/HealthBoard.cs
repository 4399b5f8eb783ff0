using System.Collections.Frozen;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Telecom.Hosting;

/// <summary>What the health service answers: computed when asked, so that it can never be stale.</summary>
internal sealed class HealthBoard(IEnumerable<IReadiness> conditions, IDrain drain, MappedServices mapped)
{
    /// <summary>Name under which only the process itself counts: a pod that fails it is restarted.</summary>
    public const string Liveness = "liveness";

    /// <summary>Name under which readiness is asked for, the same as for "".</summary>
    public const string Readiness = "readiness";

    private readonly IReadiness[] _conditions = [.. conditions];
    private readonly Lazy<FrozenSet<string>> _names = new(() => mapped.Services.ToFrozenSet());

    /// <summary>True when every condition holds and the service is not going away.</summary>
    public bool IsReady => !drain.HasBegun && Array.TrueForAll(_conditions, c => c.Holds);

    /// <summary>State of a name; <see cref="ServingStatus.ServiceUnknown"/> for a name that this server does not have.</summary>
    public ServingStatus StatusOf(string service) => service switch
    {
        Liveness => ServingStatus.Serving,
        "" or Readiness => Ready(),
        _ => _names.Value.Contains(service) ? Ready() : ServingStatus.ServiceUnknown,
    };

    private ServingStatus Ready() => IsReady ? ServingStatus.Serving : ServingStatus.NotServing;
}
