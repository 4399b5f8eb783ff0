using System.CommandLine;
using NodaTime;
using Telecom.Contracts;
using Telecom.Contracts.Evidence;
using Telecom.Contracts.Statements;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Time;

namespace Telecom.Suite;

/// <summary>"telecom explain": why an instant does or does not count as downtime.</summary>
internal static class ExplainCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        RateInput input = new();
        Option<string> at = new("--at") { Description = "The instant, for example 2026-04-10T10:00:00Z.", Required = true };
        Command command = new("explain", "Says why an instant does or does not count as downtime.") { at };
        input.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            List<string> errors = [];
            UtcInstant? instant = RateInput.ParseInstant("--at", parsed.GetValue(at)!, errors);
            RateInput.Tell(errors);
            if (await input.ReadAsync(parsed, cancellationToken) is not { } read || instant is not { } moment)
            {
                return 2;
            }

            (InstantExplanation? explanation, IReadOnlyList<ContractError> wrong) = EvidenceRater.Explain(read.Contract, read.Evidence, moment);
            if (explanation is null)
            {
                RateInput.Tell(wrong.Select(error => error.ToString()));
                return 2;
            }

            DateTimeZone zone = read.Evidence.Facts.Zone ?? read.Contract.Zone;
            Console.Out.Write(input.IsJson(parsed) ? StatementJson.ToJson(explanation, zone).ToJsonString(RateCommand.Readable) + "\n" : StatementText.Render(explanation, zone));
            return 0;
        });
        return command;
    }
}
