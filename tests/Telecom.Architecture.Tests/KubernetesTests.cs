using YamlDotNet.RepresentationModel;

namespace Telecom.Architecture.Tests;

/// <summary>The kustomize base: what an operator relies on, checked without a cluster.</summary>
public sealed class KubernetesTests
{
    private static readonly string[] ServiceNames = ["catalog", "ingestion", "sla", "support", "gateway"];

    [Fact]
    public void The_base_lists_every_manifest()
    {
        YamlMappingNode kustomization = Assert.Single(Load("k8s/base/kustomization.yaml"));
        IEnumerable<string> listed = ((YamlSequenceNode)kustomization["resources"]).Select(r => ((YamlScalarNode)r).Value!);
        IEnumerable<string> present = Repository.Files.Where(f => f.StartsWith("k8s/base/", StringComparison.Ordinal)).Select(f => f["k8s/base/".Length..]);
        Assert.Equal(present.Where(f => f != "kustomization.yaml").Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_service_has_a_container_and_a_Service_of_its_name()
    {
        Assert.Equal(ServiceNames.Order(StringComparer.Ordinal), Containers().Select(c => Text(c.Container, "name")).Order(StringComparer.Ordinal));
        IEnumerable<string> services = Manifests().Where(m => Text(m, "kind") == "Service").Select(m => Text((YamlMappingNode)m["metadata"], "name"));
        Assert.Equal(ServiceNames.Order(StringComparer.Ordinal), services.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_container_has_probes_memory_limits_and_the_restricted_context()
    {
        foreach ((YamlMappingNode pod, YamlMappingNode container) in Containers())
        {
            foreach (string probe in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
            {
                Assert.True(container.Children.ContainsKey(probe), $"{Text(container, "name")} has no {probe}");
            }

            var resources = (YamlMappingNode)container["resources"];
            Assert.Equal(Text((YamlMappingNode)resources["limits"], "memory"), Text((YamlMappingNode)resources["requests"], "memory"));
            var own = (YamlMappingNode)container["securityContext"];
            Assert.Equal("false", Text(own, "allowPrivilegeEscalation"));
            Assert.Equal("true", Text(own, "readOnlyRootFilesystem"));
            Assert.Equal("ALL", ((YamlScalarNode)((YamlSequenceNode)((YamlMappingNode)own["capabilities"])["drop"])[0]).Value);
            Assert.Equal("true", Text((YamlMappingNode)pod["securityContext"], "runAsNonRoot"));
            Assert.Equal("false", Text(pod, "automountServiceAccountToken"));
        }
    }

    [Fact]
    public void Every_StatefulSet_names_a_headless_Service()
    {
        string[] headless = [.. Manifests().Where(m => Text(m, "kind") == "Service" && ((YamlMappingNode)m["spec"]).Children.ContainsKey("clusterIP"))
            .Select(m => Text((YamlMappingNode)m["metadata"], "name"))];
        YamlMappingNode[] sets = [.. Manifests().Where(m => Text(m, "kind") == "StatefulSet")];
        Assert.NotEmpty(sets);
        Assert.All(sets, set => Assert.Contains(Text((YamlMappingNode)set["spec"], "serviceName"), headless));
    }

    [Fact]
    public void Ports_agree_between_probe_container_Service_and_configuration()
    {
        var addresses = (YamlMappingNode)Manifests().Single(m => Text(m, "kind") == "ConfigMap")["data"];
        foreach ((_, YamlMappingNode container) in Containers())
        {
            string name = Text(container, "name");
            string port = Text((YamlMappingNode)((YamlSequenceNode)container["ports"])[0], "containerPort");
            var listen = (YamlMappingNode)((YamlSequenceNode)container["env"]).Single(e => Text((YamlMappingNode)e, "name") == "TELECOM_Listen__Address");
            Assert.EndsWith(":" + port, Text(listen, "value"), StringComparison.Ordinal);
            var readiness = (YamlMappingNode)container["readinessProbe"];
            Assert.Equal(port, Text((YamlMappingNode)readiness.First(c => ((YamlScalarNode)c.Key).Value is "grpc" or "httpGet").Value, "port"));
            if (name != "gateway")
            {
                string title = char.ToUpperInvariant(name[0]) + name[1..];
                Assert.Equal($"http://{name}:{port}", Text(addresses, $"TELECOM_Services__{title}__Address"));
            }
        }
    }

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    private static IEnumerable<YamlMappingNode> Manifests() =>
        Repository.Files.Where(f => f.StartsWith("k8s/base/", StringComparison.Ordinal) && !f.EndsWith("kustomization.yaml", StringComparison.Ordinal)).SelectMany(Load);

    private static IEnumerable<(YamlMappingNode Pod, YamlMappingNode Container)> Containers() =>
        from manifest in Manifests()
        where Text(manifest, "kind") is "StatefulSet" or "Deployment"
        let pod = (YamlMappingNode)((YamlMappingNode)((YamlMappingNode)manifest["spec"])["template"])["spec"]
        from container in (YamlSequenceNode)pod["containers"]
        select (pod, (YamlMappingNode)container);

    private static IEnumerable<YamlMappingNode> Load(string path)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Repository.Read(path)));
        return stream.Documents.Select(d => (YamlMappingNode)d.RootNode);
    }
}
