using System.CommandLine;
using Telecom.LoadGenerator;

namespace Telecom.Suite;

/// <summary>"telecom load …": a load on the ingestion stream that reconciles what was sent, acknowledged, stored and counted.</summary>
internal static class LoadCommand
{
    /// <summary>Builds the command; everything after it goes to the load generator.</summary>
    public static Command Create()
    {
        var command = new Command("load", "Loads the ingestion stream and reconciles; see load-tests/README.md.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            LoadOptions options = LoadOptions.Parse(parsed.UnmatchedTokens, out IReadOnlyList<string> errors);
            foreach (string error in errors)
            {
                Console.Error.WriteLine(error);
            }

            if (errors.Count > 0)
            {
                return 2;
            }

            try
            {
                LoadReport report = await LoadRun.RunAsync(options, Console.Error.WriteLine, TimeProvider.System, cancellationToken);
                Console.WriteLine(options.Json ? report.ToJson() : report.ToText());
                return report.Reconciled ? 0 : 1;
            }
            catch (IOException e)
            {
                Console.Error.WriteLine($"--admin-key-file '{options.AdminKeyFile}': {e.Message}");
                return 2;
            }
            catch (Grpc.Core.RpcException e)
            {
                Console.Error.WriteLine(StatusReader.Describe(e));
                return 1;
            }
        });
        return command;
    }
}
