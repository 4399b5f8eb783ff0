using Grpc.Core;
using Grpc.Core.Utils;

namespace Telecom.Grpc.Tests.Contracts;

public sealed class PreconditionTests
{
    [Fact]
    public void What_holds_passes()
    {
        var text = "here";
        GrpcPreconditions.CheckArgument(true);
        GrpcPreconditions.CheckArgument(true, "said");
        GrpcPreconditions.CheckState(true);
        GrpcPreconditions.CheckState(true, "said");
        Assert.Same(text, GrpcPreconditions.CheckNotNull(text));
        Assert.Same(text, GrpcPreconditions.CheckNotNull(text, nameof(text)));
    }

    [Fact]
    public void What_does_not_hold_throws_with_what_was_to_be_said()
    {
        Assert.Throws<ArgumentException>(() => GrpcPreconditions.CheckArgument(false));
        Assert.Equal("said", Assert.Throws<ArgumentException>(() => GrpcPreconditions.CheckArgument(false, "said")).Message);
        Assert.Throws<InvalidOperationException>(() => GrpcPreconditions.CheckState(false));
        Assert.Equal("said", Assert.Throws<InvalidOperationException>(() => GrpcPreconditions.CheckState(false, "said")).Message);
        Assert.Null(Assert.Throws<ArgumentNullException>(() => GrpcPreconditions.CheckNotNull<string>(null!)).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentNullException>(() => GrpcPreconditions.CheckNotNull<string>(null!, "name")).ParamName);
    }

    [Fact]
    public void The_versions_are_those_of_the_assembly_and_of_the_libraries()
    {
        Assert.Equal(VersionInfo.CurrentAssemblyVersion, typeof(Metadata).Assembly.GetName().Version!.ToString());
        var library = System.Diagnostics.FileVersionInfo.GetVersionInfo(typeof(global::Grpc.Net.Client.GrpcChannel).Assembly.Location);
        Assert.Equal(VersionInfo.CurrentAssemblyFileVersion, library.FileVersion);
        Assert.Equal(VersionInfo.CurrentVersion, library.ProductVersion!.Split('+')[0]);
    }
}
