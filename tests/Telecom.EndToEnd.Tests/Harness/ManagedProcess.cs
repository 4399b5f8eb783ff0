using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>A real process that the test started, with its output, which ends with the test at the latest.</summary>
internal sealed partial class ManagedProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ManagedProcess(Process process, string name)
    {
        _process = process;
        Name = name;
    }

    public string Name { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Both output streams so far, in the order in which lines came.</summary>
    public string Output => string.Join('\n', _output);

    public static ManagedProcess Start(string name, string fileName, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, string workingDirectory)
    {
        var start = new ProcessStartInfo(fileName)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string key, string? value) in environment)
        {
            start.Environment[key] = value;
        }

        var process = new Process { StartInfo = start };
        var managed = new ManagedProcess(process, name);
        process.OutputDataReceived += (_, e) => managed.Keep(e.Data);
        process.ErrorDataReceived += (_, e) => managed.Keep(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return managed;
    }

    /// <summary>Starts one of the project's programs from the folder beside the test's own.</summary>
    public static ManagedProcess StartProgram(string project, string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, string workingDirectory) =>
        Start(project, "dotnet", [Paths.Program(project, assembly), .. arguments], environment, workingDirectory);

    /// <summary>Writes a line to the process's input; false when it does not read any more.</summary>
    public async Task<bool> WriteLineAsync(string line)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Ends the process's input.</summary>
    public void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended and took its end of the pipe with it.
        }
    }

    /// <summary>SIGSTOP: the process stands still, its connections stay.</summary>
    public void Freeze() => Assert.Equal(0, Kill(_process.Id, 19));

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Assert.Equal(0, Kill(_process.Id, 18));

    /// <summary>SIGKILL: the process gets no chance to finish anything.</summary>
    public async Task KillHardAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and the exit code.</summary>
    public async Task<int> TerminateAsync(TimeSpan atMost)
    {
        if (!_process.HasExited)
        {
            Assert.Equal(0, Kill(_process.Id, 15));
        }

        return await WaitForExitAsync(atMost);
    }

    public async Task<int> WaitForExitAsync(TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"{Name} did not end within {atMost.TotalSeconds} s; its output:\n{Output}");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
