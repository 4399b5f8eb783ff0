using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Telecom.Contracts.Lint;

namespace Telecom.Suite;

/// <summary>
/// "telecom lint": the defects of a contract document or of an agreement's prose, from which what is owed cannot be computed without a
/// guess. Exit code 0 with findings too, so that a list can be kept; 1 with --strict when there are any; 2 for bad input.
/// </summary>
internal static class LintCommand
{
    /// <summary>Largest text, bytes.</summary>
    private const int MaxBytes = 8 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "Contract document (.yaml, .yml), or the text of an agreement; - reads a text from standard input." };
        Option<bool> json = new("--json") { Description = "Print JSON." };
        Option<bool> strict = new("--strict") { Description = "Exit with 1 when there are findings." };
        Command command = new("lint", "Reports the defects of a contract document or of an agreement's text.") { file, json, strict };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            (IReadOnlyList<LintFinding>? findings, IReadOnlyList<string> errors) = await FindAsync(parsed.GetValue(file)!, cancellationToken);
            if (findings is null)
            {
                RateInput.Tell(errors);
                return 2;
            }

            Console.Out.Write(parsed.GetValue(json) ? ToJson(findings).ToJsonString(RateCommand.Readable) + "\n" : ToText(findings));
            return parsed.GetValue(strict) && findings.Count > 0 ? 1 : 0;
        });
        return command;
    }

    private static async Task<(IReadOnlyList<LintFinding>? Findings, IReadOnlyList<string> Errors)> FindAsync(string file, CancellationToken cancellationToken)
    {
        (byte[]? bytes, string error) = await RateFiles.ReadAsync("file", file, MaxBytes, cancellationToken);
        if (bytes is null)
        {
            return (null, [error]);
        }

        if (file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".yml", StringComparison.Ordinal))
        {
            ContractLintResult result = ContractLinter.Lint(bytes, Path.GetFileName(file));
            return result.Errors.Count == 0 ? (result.Findings, []) : (null, [.. result.Errors.Select(failure => failure.ToString())]);
        }

        if (bytes.Length > MaxBytes)
        {
            return (null, [$"file '{file}': more than {MaxBytes} bytes; at most that many are allowed"]);
        }

        try
        {
            string text = StrictUtf8.GetString(bytes);
            return string.IsNullOrWhiteSpace(text)
                ? (null, [$"file '{file}': is empty; a text without words is no agreement"])
                : (TextLinter.Lint(text), []);
        }
        catch (DecoderFallbackException)
        {
            return (null, [$"file '{file}': is not UTF-8 text"]);
        }
    }

    private static JsonObject ToJson(IReadOnlyList<LintFinding> findings) => new()
    {
        ["defects"] = new JsonArray([.. findings.Select(finding => new JsonObject
        {
            ["code"] = finding.Code,
            ["message"] = finding.Message,
            ["quotes"] = new JsonArray([.. finding.Quotes.Select(quote => JsonValue.Create(quote))]),
            ["line"] = finding.Line,
            ["kind"] = finding.Kind.ToString().ToLowerInvariant(),
        })]),
    };

    private static string ToText(IReadOnlyList<LintFinding> findings)
    {
        StringBuilder text = new();
        foreach (LintFinding finding in findings)
        {
            text.Append(FormattableString.Invariant($"line {finding.Line}: {finding.Code} ({finding.Kind.ToString().ToLowerInvariant()}): {finding.Message}\n"));
            foreach (string quote in finding.Quotes)
            {
                text.Append("    \"").Append(string.Join(' ', quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Append("\"\n");
            }
        }

        return text.Append(findings.Count == 0 ? "no defects found\n" : findings.Count == 1 ? "1 defect\n" : FormattableString.Invariant($"{findings.Count} defects\n")).ToString();
    }
}
