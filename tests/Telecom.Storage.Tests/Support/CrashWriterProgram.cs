using System.Diagnostics;
using System.Globalization;

namespace Telecom.Storage.Tests.Support;

/// <summary>The program that appends until it is killed, built beside the tests.</summary>
public static class CrashWriterProgram
{
    public static Process Start(string folder, int seed, int lanes, int inFlight, int batchesADay, int batches)
    {
        (string program, string[] arguments) = Command(folder, seed, lanes, inFlight, batchesADay, batches);
        return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    public static (string Program, string[] Arguments) Command(string folder, int seed, int lanes, int inFlight, int batchesADay, int batches)
    {
        // …/bin/Telecom.Storage.Tests/release/ -> …/bin/Telecom.Storage.CrashWriter/release/
        DirectoryInfo own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string library = Path.Combine(own.Parent!.Parent!.FullName, "Telecom.Storage.CrashWriter", own.Name, "Telecom.Storage.CrashWriter.dll");
        Assert.True(File.Exists(library), $"{library} is not built");
        string[] numbers = [.. new[] { seed, lanes, inFlight, batchesADay, batches }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        return (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [library, folder, .. numbers]);
    }
}
