using System.CommandLine;

namespace Telecom.Suite.Store;

/// <summary>"telecom store …": looks after what the services store.</summary>
internal static class StoreCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create() => new("store", "Checks, backs up and copies what the services store.")
    {
        StoreCheckCommand.Create(),
        StoreBackupCommand.Create(),
        StoreCopyCommand.Create(),
    };

    /// <summary>The data folder.</summary>
    public static Option<string> DataOption() => new("--data") { Description = "Data folder of the suite, or of one service.", DefaultValueFactory = _ => "data" };
}
