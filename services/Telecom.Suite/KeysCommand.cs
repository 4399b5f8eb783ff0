using System.CommandLine;
using Telecom.Hosting;

namespace Telecom.Suite;

/// <summary>"telecom keys init DIR": the key pairs by which the services know each other's tokens.</summary>
internal static class KeysCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var directory = new Argument<string>("directory") { Description = "Folder for the keys; existing keys are kept." };
        var init = new Command("init", "Creates an ES256 key pair for every service that has none.") { directory };
        init.SetAction(parsed =>
        {
            string path = Path.GetFullPath(parsed.GetValue(directory)!);
            IdentityKeys.EnsureDevelopmentKeys(path);
            Console.WriteLine($"keys are in {path}: give each service its own {{service}}.key.pem and the folder trusted/");
            return 0;
        });
        return new Command("keys", "Keys of the services.") { init };
    }
}
