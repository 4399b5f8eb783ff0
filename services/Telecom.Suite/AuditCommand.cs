using System.CommandLine;
using Telecom.Gateway.Audit;

namespace Telecom.Suite;

/// <summary>"telecom audit verify FILE...": whether the gateway's audit log is as it was written. Exit code 0 when it is, 1 when not, 2 when it cannot be read.</summary>
internal static class AuditCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "Files of one chain, in their order: audit-2026-11-01.jsonl audit-2026-11-02.jsonl …", Arity = ArgumentArity.OneOrMore };
        var verify = new Command("verify", "Checks that no entry was changed, taken out, put in or moved.") { files };
        verify.SetAction(parsed => Verify(parsed.GetValue(files)!));
        return new Command("audit", "The gateway's log of writes and refused accesses.") { verify };
    }

    private static int Verify(string[] files)
    {
        try
        {
            AuditVerification found = AuditChain.Verify(files);
            if (found.IsWhole)
            {
                Console.WriteLine(FormattableString.Invariant($"whole: {found.Entries} entries; SHA-256 of the last is {found.LastHash}"));
                return 0;
            }

            Console.WriteLine(FormattableString.Invariant($"broken at {found.File}:{found.Line}: {found.Defect}; {found.Entries} entries before it are whole"));
            return 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
    }
}
