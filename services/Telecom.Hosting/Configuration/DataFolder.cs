using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>The data folders of the suite, as absolute paths.</summary>
/// <param name="options">Where the root is.</param>
/// <param name="identity">Which service this is.</param>
public sealed class DataFolder(IOptions<DataOptions> options, ServiceIdentity identity)
{
    /// <summary>The root folder.</summary>
    public string Root { get; } = Path.GetFullPath(options.Value.Directory);

    /// <summary>This service's own folder, the only one it writes in. Created when it is first asked for.</summary>
    public string Own => Directory.CreateDirectory(Of(identity.Name)).FullName;

    /// <summary>The folder of a service; not created.</summary>
    /// <param name="service">Name of the service.</param>
    public string Of(string service) => Path.Combine(Root, service);
}
