using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;

namespace Telecom.Grpc.Tests.Contracts;

public sealed class IdentityTests
{
    public static TheoryData<string, string> Uses => new()
    {
        { typeof(GrpcServiceOptions).Assembly.Location, "Grpc.Core.Api" },
        { typeof(GrpcServiceOptions).Assembly.Location, "Grpc.Net.Common" },
        { typeof(GrpcChannel).Assembly.Location, "Grpc.Core.Api" },
        { typeof(GrpcChannel).Assembly.Location, "Grpc.Net.Common" },
    };

    [Theory]
    [MemberData(nameof(Uses))]
    public void The_contract_assemblies_have_the_identity_that_the_libraries_ask_for(string library, string contract)
    {
        var asked = Assembly.LoadFrom(library).GetReferencedAssemblies().Single(name => name.Name == contract);
        var ours = new[] { typeof(Metadata).Assembly, typeof(ICompressionProvider).Assembly }.Select(a => a.GetName()).Single(a => a.Name == contract);

        Assert.Equal(asked.FullName, ours.FullName);
    }
}
