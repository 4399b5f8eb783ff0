namespace Telecom.Gateway.Reload;

/// <summary>Something that comes from a file and changes with it while the gateway runs.</summary>
internal interface IReloaded
{
    /// <summary>
    /// Takes the file before anything is listened on, so that a gateway with wrong files does not start.
    /// </summary>
    /// <exception cref="ReloadRefusedException">The file is wrong.</exception>
    void Load();

    /// <summary>
    /// Looks whether the file is another one by now and takes it. A wrong one is logged and counted, and what was in force before stays.
    /// </summary>
    void Look();
}
