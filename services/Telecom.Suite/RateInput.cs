using System.CommandLine;
using Telecom.Contracts;
using Telecom.Contracts.Evidence;
using Telecom.Sla.Domain.Time;

namespace Telecom.Suite;

/// <summary>The options that "telecom rate" and "telecom explain" share, and what they name.</summary>
internal sealed class RateInput
{
    private readonly Option<string> _contract = new("--contract")
    {
        Description = "Contract: an id of the folder contracts/, for example infopromo, or the file of a contract document.",
        Required = true,
    };

    private readonly Option<string> _evidence = new("--evidence") { Description = "Evidence document (JSON); - reads it from standard input.", Required = true };
    private readonly Option<string?> _plan = new("--plan") { Description = "Plan, instead of the evidence's." };
    private readonly Option<string?> _asOf = new("--as-of") { Description = "Rate as of this instant, instead of the evidence's, for example 2026-04-10T10:00:00Z." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_contract);
        command.Options.Add(_evidence);
        command.Options.Add(_plan);
        command.Options.Add(_asOf);
        command.Options.Add(_json);
    }

    /// <summary>True when JSON is asked for.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Reads contract and evidence; every error of both is told.</summary>
    /// <returns>Both, or null after errors on standard error.</returns>
    public async Task<(ContractDocument Contract, EvidenceDocument Evidence)?> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        (ContractDocument? contract, IReadOnlyList<string> wrong) = await RateContracts.ReadAsync(parsed.GetValue(_contract)!, cancellationToken);
        List<string> errors = [.. wrong];
        EvidenceDocument? evidence = await ReadEvidenceAsync(parsed.GetValue(_evidence)!, errors, cancellationToken);
        if (parsed.GetValue(_asOf) is { } text)
        {
            if (ParseInstant("--as-of", text, errors) is { } asOf && evidence is not null)
            {
                evidence = evidence with { Facts = evidence.Facts with { AsOf = asOf } };
            }
        }

        if (parsed.GetValue(_plan) is { } plan)
        {
            evidence = evidence is null ? null : evidence with { Plan = plan };
        }

        Tell(errors);
        return errors.Count == 0 && contract is not null && evidence is not null ? (contract, evidence) : null;
    }

    /// <summary>An instant with offset, exact to the microsecond; null after an error.</summary>
    public static UtcInstant? ParseInstant(string option, string text, List<string> errors)
    {
        if (EvidenceLoader.TryParseInstant(text, out UtcInstant instant))
        {
            return instant;
        }

        errors.Add($"{option} '{text}': is not {EvidenceLoader.InstantRule}");
        return null;
    }

    /// <summary>Errors go to standard error, one a line.</summary>
    public static void Tell(IEnumerable<string> errors)
    {
        foreach (string error in errors)
        {
            Console.Error.WriteLine(error);
        }
    }

    private static async Task<EvidenceDocument?> ReadEvidenceAsync(string file, List<string> errors, CancellationToken cancellationToken)
    {
        (byte[]? bytes, string error) = await RateFiles.ReadAsync("--evidence", file, EvidenceLoader.MaxBytes, cancellationToken);
        if (bytes is null)
        {
            errors.Add(error);
            return null;
        }

        EvidenceLoadResult result = EvidenceLoader.Load(bytes, file == RateFiles.StandardInput ? "(standard input)" : Path.GetFileName(file));
        errors.AddRange(result.Errors.Select(wrong => wrong.ToString()));
        return result.Document;
    }
}
