using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.CrashWriter;
using Telecom.Storage.Sqlite;

// Appends to the sample log in a folder and says which batches were acknowledged, one line each, until it is killed.
// Usage: FOLDER SEED LANES IN_FLIGHT BATCHES_A_DAY BATCHES [die]; with "die" it kills itself at the end, so that nothing is closed.
if (args.Length is not (6 or 7))
{
    await Console.Error.WriteLineAsync("Usage: FOLDER SEED LANES IN_FLIGHT BATCHES_A_DAY BATCHES [die]");
    return 2;
}

int[] numbers = [.. args[1..6].Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
JumpingClock clock = new(numbers[0], numbers[3]);
SqliteSampleLogOptions options = new() { Folder = args[0], Partitions = 8, RetryDelay = TimeSpan.FromMilliseconds(10) };
await using SqliteSampleLog log = await SqliteSampleLog.OpenAsync(options, clock, NullLogger.Instance, CancellationToken.None);
await new Appender(log, clock, numbers[0], numbers[4]).RunAsync(numbers[1], numbers[2]);
if (args.Length == 7)
{
    System.Diagnostics.Process.GetCurrentProcess().Kill();
}

return 0;
