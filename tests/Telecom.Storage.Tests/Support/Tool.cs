using System.ComponentModel;
using System.Diagnostics;

namespace Telecom.Storage.Tests.Support;

/// <summary>Programs of the machine.</summary>
public static class Tool
{
    /// <summary>Runs a program to its end; its exit code and what it said.</summary>
    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Eventually.Bound))
        {
            process.Kill();
            throw new TimeoutException($"{program} did not end");
        }

        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    /// <summary>Null when the program is there and this call of it succeeds, else why not.</summary>
    public static string? WhyNot(string program, params string[] arguments)
    {
        try
        {
            (int exitCode, string output) = Run(program, arguments);
            return exitCode == 0 ? null : $"{program} does not work here: {output.Trim()}";
        }
        catch (Win32Exception e)
        {
            return $"{program} is not installed: {e.Message}";
        }
    }
}
