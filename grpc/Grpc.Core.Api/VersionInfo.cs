namespace Grpc.Core;

/// <summary>Versions of the contract. The values are compiled into who reads them.</summary>
public static class VersionInfo
{
    /// <summary>Assembly version that all 2.x assemblies bear.</summary>
    public const string CurrentAssemblyVersion = "2.0.0.0";

    /// <summary>File version of the release whose contract this is.</summary>
    public const string CurrentAssemblyFileVersion = "2.85.0.0";

    /// <summary>The release whose contract this is.</summary>
    public const string CurrentVersion = "2.85.0";
}
