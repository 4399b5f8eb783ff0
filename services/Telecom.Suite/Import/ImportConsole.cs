using Grpc.Core;
using Spectre.Console;
using Telecom.Sla.Domain.Names;

namespace Telecom.Suite.Import;

/// <summary>An import as people see it: a bar while it runs, one line when it is done, exit codes.</summary>
internal static class ImportConsole
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs an import.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ImportArguments arguments, CancellationToken cancellationToken)
    {
        List<string> errors = [];
        ImportProgress progress = new();
        IImportSource? source = null;
        if (await arguments.CheckAsync(errors, cancellationToken) is { } options)
        {
            source = ImportFile.Open(options, progress, errors);
        }
        else
        {
            options = null!;
        }

        foreach (string error in errors)
        {
            Console.Error.WriteLine(error);
        }

        return source is null ? 2 : await RunAsync(options, source, progress, cancellationToken);
    }

    private static async Task<int> RunAsync(ImportOptions options, IImportSource source, ImportProgress progress, CancellationToken cancellationToken)
    {
        SpoolEpoch epoch;
        await using (FileStream content = File.OpenRead(options.File))
        {
            epoch = await ImportIdentity.OfAsync(content, options, cancellationToken);
        }

        bool same = await IsSameAsync(options.File + ".import", epoch, cancellationToken);
        using ImportRefusals refusals = ImportRefusals.Open(options.File + ".rejected.csv", keep: same);
        try
        {
            await WithBarAsync(ImportRun.RunAsync(options, epoch, source, refusals, progress, cancellationToken), options, refusals, progress);
            refusals.Finish();
        }
        catch (RpcException exception)
        {
            Console.Error.WriteLine(StatusReader.Describe(exception));
            Console.Error.WriteLine($"stopped after {progress.Rows} rows; run it again, it goes on from there");
            return 1;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"stopped after {progress.Rows} rows; run it again, it goes on from there");
            return 1;
        }

        string resumed = progress.ResumedAfter is > 0 and { } batch ? $"; the service had {batch} batches of it already" : "";
        Console.Out.WriteLine($"import {epoch}: {progress.Rows} rows sent and durable, {refusals.Count} refused{resumed}");
        if (refusals.Count > 0)
        {
            Console.Out.WriteLine($"refused rows are in {options.File}.rejected.csv");
        }

        return refusals.Count > 0 ? 3 : 0;
    }

    /// <summary>Notes beside the file which import it was last; says so when the file, or what its columns mean, is another than then.</summary>
    private static async Task<bool> IsSameAsync(string note, SpoolEpoch epoch, CancellationToken cancellationToken)
    {
        string? last = File.Exists(note) ? (await File.ReadAllTextAsync(note, cancellationToken)).Trim() : null;
        if (last == epoch.ToString())
        {
            return true;
        }

        if (last is not null)
        {
            Console.Error.WriteLine($"the file or its options changed since import {last}: this is another import, and all of its rows are new ones");
        }

        await File.WriteAllTextAsync(note, $"{epoch}\n", cancellationToken);
        return false;
    }

    private static async Task WithBarAsync(Task run, ImportOptions options, ImportRefusals refusals, ImportProgress progress)
    {
        if (Console.IsOutputRedirected)
        {
            await run;
            return;
        }

        long length = Math.Max(1, new FileInfo(options.File).Length);
        await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).StartAsync(async bar =>
        {
            ProgressTask task = bar.AddTask("rows", maxValue: length);
            while (!run.IsCompleted)
            {
                task.Value = progress.Bytes;
                task.Description = $"{progress.Rows} rows, {refusals.Count} refused";
                await Task.WhenAny(run, Task.Delay(Refresh, TimeProvider.System));
            }

            task.Value = run.IsCompletedSuccessfully ? length : task.Value;
            task.Description = $"{progress.Rows} rows, {refusals.Count} refused";
        });
        await run;
    }
}
