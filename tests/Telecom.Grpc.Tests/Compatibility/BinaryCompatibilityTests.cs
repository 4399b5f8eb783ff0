using System.Reflection;
using System.Reflection.Metadata;
using Xunit.Abstractions;

namespace Telecom.Grpc.Tests.Compatibility;

public sealed class BinaryCompatibilityTests(ITestOutputHelper output)
{
    private const string Core = "Grpc.Core.Api";
    private const string Common = "Grpc.Net.Common";

    private static readonly Dictionary<string, (string Assembly, Func<PlantedBreak, byte[]> Plant, string Finding)> Breaks = new()
    {
        ["a base method that is not virtual"] =
            (Core, b => b.WithMethodAttributes("SerializationContext", "GetBufferWriter", NotVirtual), "GetBufferWriter() overrides nothing"),
        ["a base property that is not virtual"] =
            (Core, b => b.WithMethodAttributes("ServerCallContext", "get_UserStateCore", NotVirtual), "get_UserStateCore() overrides nothing"),
        ["a method under another name"] =
            (Core, b => b.WithMethodRenamed("Status", "get_DebugException"), "MissingMethodException: Method not found: 'System.Exception"),
        ["a field under another name"] =
            (Core, b => b.WithFieldRenamed("Status", "DefaultSuccess"), "MissingFieldException: Field not found: 'Grpc.Core.Status.DefaultSuccess"),
        ["a type under another name"] =
            (Common, b => b.WithTypeRenamed("ConnectivityState"), "TypeLoadException: Could not load type 'Grpc.Core.ConnectivityState'"),
        ["another parameter type"] =
            (Core, b => b.WithLastParameter("AuthProperty", "Create", SignatureTypeCode.Object), "Method not found: 'Grpc.Core.AuthProperty"),
        ["another parameter type of a base method"] =
            (Core, b => b.WithLastParameter("SerializationContext", "SetPayloadLength", SignatureTypeCode.Int64), "SetPayloadLength(Int32) overrides"),
        ["an internal member"] =
            (Core, b => b.WithMethodAttributes("WriteOptions", "get_Flags", Internal), "WriteOptions.get_Flags is not accessible"),
        ["one more abstract member"] =
            (Core, b => b.WithMethodAttributes("ChannelBase", "ShutdownAsyncCore", Abstract), "'ShutdownAsyncCore' in type 'Grpc.Net.Client.GrpcChannel'"),
        ["an interface method without its default body"] =
            (Core, b => b.WithMethodAttributes("IAsyncStreamWriter`1",
                "WriteAsync", Abstract, parameters: 2), "'WriteAsync' in type 'StatusClientStreamWriter'"),
        ["a constraint that is missing"] =
            (Core, b => b.WithoutConstraints("CallInvoker", "AsyncUnaryCall"), "weaker type parameter constraints"),
    };

    private static readonly string[] Published = ["Grpc.AspNetCore.Server", "Grpc.Net.Client"];

    public static TheoryData<string> Libraries => [.. Published];

    public static TheoryData<string> BreakNames => [.. Breaks.Keys];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_published_library_binds_to_the_contract_assemblies(string library)
    {
        var report = BindingCheck.Run(AssemblySet.Built, library);

        output.WriteLine($"{library}: {report}");
        report.NotCompilable.ForEach(output.WriteLine);
        Assert.Empty(report.Problems);
        Assert.Empty(report.NotCompilable);
        Assert.InRange(report.Types, 100, int.MaxValue);
        Assert.InRange(report.References, 80, int.MaxValue);
        Assert.InRange(report.Overrides, 50, int.MaxValue);
        Assert.InRange(report.Compiled, 500, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(BreakNames))]
    public void A_planted_break_is_found(string name)
    {
        var (assembly, plant, finding) = Breaks[name];
        using var broken = new PlantedBreak(AssemblySet.Built[assembly]);
        var images = new Dictionary<string, byte[]>(AssemblySet.Built) { [assembly] = plant(broken) };

        var problems = Published.SelectMany(library => BindingCheck.Run(images, library).Problems).Distinct().ToList();

        problems.ForEach(output.WriteLine);
        Assert.Contains(problems, problem => problem.Contains(finding, StringComparison.Ordinal));
    }

    private static MethodAttributes NotVirtual(MethodAttributes flags) => flags & ~(MethodAttributes.Virtual | MethodAttributes.NewSlot);

    private static MethodAttributes Internal(MethodAttributes flags) => (flags & ~MethodAttributes.MemberAccessMask) | MethodAttributes.Assembly;

    private static MethodAttributes Abstract(MethodAttributes flags) => flags | MethodAttributes.Abstract;
}
