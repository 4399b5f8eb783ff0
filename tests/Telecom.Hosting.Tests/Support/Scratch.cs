namespace Telecom.Hosting.Tests;

/// <summary>A folder that goes away with the test, with the keys of every service.</summary>
internal sealed class Scratch : IDisposable
{
    public Scratch()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("telecom-hosting-").FullName;
        IdentityKeys.EnsureDevelopmentKeys(Identity);
    }

    public string Directory { get; }

    public string Identity => Path.Combine(Directory, "identity");

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
