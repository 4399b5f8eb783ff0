using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using Telecom.Common.V1;

namespace Telecom.Hosting;

/// <summary>
/// The access policies of all RPCs, built once from the generated descriptors, where each RPC declares its own
/// (option telecom.common.v1.access). Services of others' protos cannot declare one and have theirs in this table: health checks are
/// anonymous, and so is reflection where it is mapped at all; OTLP metrics come from agents.
/// </summary>
public sealed class PolicyTable
{
    private static readonly Dictionary<string, AccessPolicy> OfOthers = new()
    {
        [Grpc.Health.V1.Health.Descriptor.FullName] = new AccessPolicy { Anonymous = true },
        [Grpc.Reflection.V1.ServerReflection.Descriptor.FullName] = new AccessPolicy { Anonymous = true },
        [Grpc.Reflection.V1Alpha.ServerReflection.Descriptor.FullName] = new AccessPolicy { Anonymous = true },
        [MetricsService.Descriptor.FullName] = new AccessPolicy { Roles = { Role.Agent }, Reach = Reach.Agent },
    };

    private readonly FrozenDictionary<string, AccessRule> _rules;

    private PolicyTable(FrozenDictionary<string, AccessRule> rules, IReadOnlyList<string> defects)
    {
        _rules = rules;
        Defects = defects;
    }

    /// <summary>The policies of the suite.</summary>
    public static PolicyTable Suite { get; } = Build(
    [
        .. SuiteServices.Descriptors,
        Grpc.Health.V1.Health.Descriptor,
        Grpc.Reflection.V1.ServerReflection.Descriptor,
        Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
        MetricsService.Descriptor,
    ]);

    /// <summary>RPCs whose policy is missing or incomplete, each with what is wrong. They are refused for everyone.</summary>
    public IReadOnlyList<string> Defects { get; }

    /// <summary>The policy of an RPC; null for an RPC without a complete one.</summary>
    /// <param name="method">Full name of the method, "/package.Service/Method".</param>
    public AccessRule? Find(string method) => _rules.GetValueOrDefault(method);

    /// <summary>Builds the table of the given services.</summary>
    /// <param name="services">Their descriptors.</param>
    public static PolicyTable Build(IEnumerable<ServiceDescriptor> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        Dictionary<string, AccessRule> rules = [];
        List<string> defects = [];
        foreach (MethodDescriptor method in services.SelectMany(s => s.Methods))
        {
            string name = $"/{method.Service.FullName}/{method.Name}";
            AccessPolicy? policy = OfOthers.TryGetValue(method.Service.FullName, out AccessPolicy? foreign)
                ? foreign
                : method.GetOptions()?.GetExtension(AccessPolicyExtensions.Access);
            if (DefectOf(policy) is { } defect)
            {
                defects.Add($"{name}: {defect}");
            }
            else if (policy is not null)
            {
                rules[name] = new AccessRule(name, policy.Roles.ToFrozenSet(), policy.Reach, policy.Anonymous);
            }
        }

        return new PolicyTable(rules.ToFrozenDictionary(), defects);
    }

    private static string? DefectOf(AccessPolicy? policy) => policy switch
    {
        null => "no access policy",
        { Anonymous: true, Roles.Count: > 0 } => "anonymous and roles exclude each other",
        { Anonymous: true } => null,
        { Roles.Count: 0 } => "no roles, and not anonymous",
        { Reach: Reach.Unspecified } => "reach is unspecified",
        _ when policy.Roles.Contains(Role.Unspecified) => "ROLE_UNSPECIFIED never grants anything",
        _ => null,
    };
}
