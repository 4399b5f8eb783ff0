using Telecom.LoadGenerator;

LoadOptions options = LoadOptions.Parse(args, out IReadOnlyList<string> errors);
if (errors.Count > 0)
{
    foreach (string error in errors)
    {
        Console.Error.WriteLine(error);
    }

    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
LoadReport report = await LoadRun.RunAsync(options, line => Console.Error.WriteLine(line), TimeProvider.System, stop.Token);
Console.WriteLine(options.Json ? report.ToJson() : report.ToText());
return report.Reconciled ? 0 : 1;
