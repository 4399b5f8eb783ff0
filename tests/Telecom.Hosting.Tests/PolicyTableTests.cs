using Google.Protobuf;
using Google.Protobuf.Reflection;
using Telecom.Common.V1;

namespace Telecom.Hosting.Tests;

public sealed class PolicyTableTests
{
    [Fact]
    public void Every_rpc_of_the_suite_declares_a_complete_policy()
    {
        string[] services = [.. SuiteServices.Descriptors.Select(s => s.FullName)];
        Assert.Contains("telecom.catalog.v1.CatalogService", services);
        Assert.Contains("telecom.catalog.v1.DirectoryService", services);
        Assert.Contains("telecom.ingestion.v1.IngestionService", services);
        Assert.Contains("telecom.sla.v1.SlaService", services);
        Assert.Contains("telecom.support.v1.SupportService", services);

        Assert.True(PolicyTable.Suite.Defects.Count == 0, "RPCs without a complete policy: " + string.Join("; ", PolicyTable.Suite.Defects));
        string[] missing =
        [
            .. SuiteServices.Descriptors.SelectMany(s => s.Methods)
                .Select(m => $"/{m.Service.FullName}/{m.Name}")
                .Where(name => PolicyTable.Suite.Find(name) is null),
        ];
        Assert.True(missing.Length == 0, "RPCs without a policy: " + string.Join("; ", missing));
    }

    [Fact]
    public void No_rpc_of_the_suite_is_anonymous_but_health()
    {
        string[] open =
        [
            .. SuiteServices.Descriptors.SelectMany(s => s.Methods)
                .Select(m => $"/{m.Service.FullName}/{m.Name}")
                .Where(name => PolicyTable.Suite.Find(name) is { Anonymous: true }),
        ];
        Assert.Empty(open);
        Assert.True(PolicyTable.Suite.Find("/grpc.health.v1.Health/Check") is { Anonymous: true });
        Assert.True(PolicyTable.Suite.Find("/grpc.health.v1.Health/Watch") is { Anonymous: true });
    }

    [Fact]
    public void Rpcs_without_a_complete_policy_are_named_and_refused()
    {
        PolicyTable table = PolicyTable.Build(
        [
            ServiceWith(
                ("NoPolicy", null),
                ("NoRoles", new AccessPolicy { Reach = Reach.Customer }),
                ("NoReach", new AccessPolicy { Roles = { Role.Admin } }),
                ("UnspecifiedRole", new AccessPolicy { Roles = { Role.Admin, Role.Unspecified }, Reach = Reach.Customer }),
                ("AnonymousWithRoles", new AccessPolicy { Roles = { Role.Admin }, Anonymous = true }),
                ("Good", new AccessPolicy { Roles = { Role.Admin }, Reach = Reach.Customer }),
                ("Open", new AccessPolicy { Anonymous = true })),
        ]);

        string[] named = [.. table.Defects.Select(d => d.Split(':')[0])];
        Assert.Equal(["/planted.v1.Planted/NoPolicy", "/planted.v1.Planted/NoRoles", "/planted.v1.Planted/NoReach",
            "/planted.v1.Planted/UnspecifiedRole", "/planted.v1.Planted/AnonymousWithRoles"], named);
        Assert.All(named, name => Assert.Null(table.Find(name)));
        Assert.NotNull(table.Find("/planted.v1.Planted/Good"));
        Assert.NotNull(table.Find("/planted.v1.Planted/Open"));
        Assert.Null(table.Find("/planted.v1.Planted/Unheard"));
    }

    private static ServiceDescriptor ServiceWith(params (string Name, AccessPolicy? Policy)[] methods)
    {
        ServiceDescriptorProto service = new() { Name = "Planted" };
        foreach ((string name, AccessPolicy? policy) in methods)
        {
            MethodDescriptorProto method = new() { Name = name, InputType = ".planted.v1.Message", OutputType = ".planted.v1.Message" };
            if (policy is not null)
            {
                method.Options = new MethodOptions();
                method.Options.SetExtension(AccessPolicyExtensions.Access, policy);
            }

            service.Method.Add(method);
        }

        FileDescriptorProto file = new()
        {
            Name = "planted.proto",
            Package = "planted.v1",
            Syntax = "proto3",
            MessageType = { new DescriptorProto { Name = "Message" } },
            Service = { service },
        };
        return FileDescriptor.BuildFromByteStrings([file.ToByteString()], [AccessPolicyExtensions.Access])[0].Services[0];
    }
}
