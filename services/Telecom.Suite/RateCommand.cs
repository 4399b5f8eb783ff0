using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Telecom.Contracts.Evidence;
using Telecom.Contracts.Statements;

namespace Telecom.Suite;

/// <summary>"telecom rate": evidence in, statement out, without any store. Exit code 0 whatever the verdict, 2 for bad input.</summary>
internal static class RateCommand
{
    /// <summary>JSON for people: indented, and with the characters of the words that were given.</summary>
    public static JsonSerializerOptions Readable { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        RateInput input = new();
        Command command = new("rate", "Rates an evidence document by a contract and prints the statement.");
        input.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await input.ReadAsync(parsed, cancellationToken) is not { } read)
            {
                return 2;
            }

            EvidenceRatingResult result = EvidenceRater.Rate(read.Contract, read.Evidence);
            if (!result.IsValid)
            {
                RateInput.Tell(result.Errors.Select(error => error.ToString()));
                return 2;
            }

            Console.Out.Write(input.IsJson(parsed) ? StatementJson.ToJson(result.Statement).ToJsonString(Readable) + "\n" : StatementText.Render(result.Statement));
            return 0;
        });
        return command;
    }
}
