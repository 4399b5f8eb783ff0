using Telecom.Storage;
using Telecom.Storage.Copy;

namespace Telecom.Suite.Store;

/// <summary>Runs a piece of work on stores; what an operator can mend is told in a line instead of a stack trace.</summary>
internal static class StoreRun
{
    /// <summary>Sound, or done.</summary>
    public const int Good = 0;

    /// <summary>Something is wrong with what is stored, or with the copy that was made of it.</summary>
    public const int Wrong = 1;

    /// <summary>It could not be done as it was asked for.</summary>
    public const int CannotBegin = 2;

    /// <summary>Runs it.</summary>
    /// <param name="work">The work; its result is the exit code.</param>
    /// <param name="stopped">Said when it is cancelled.</param>
    /// <param name="cancellationToken">Cancelled by a signal.</param>
    public static async Task<int> RunAsync(Func<Task<int>> work, string stopped, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.Error.WriteLine(stopped);
            return CannotBegin;
        }
        catch (Exception e) when (e is StoreCopyException or StoreFileException or StoreUnavailableException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            Console.Error.WriteLine(e.Message);
            return CannotBegin;
        }
    }

    /// <summary>Prints what a check found.</summary>
    public static void Print(StoreCheckReport report)
    {
        foreach (StoreFileReport file in report.Files)
        {
            Console.WriteLine($"{(file.Problems.Count == 0 ? "sound  " : "damaged")}  {file.File}  {Size(file.Bytes)}  {file.Kind}: {file.Content}");
            foreach (string problem in file.Problems)
            {
                Console.WriteLine($"         {problem}");
            }
        }

        foreach (string problem in report.Problems)
        {
            Console.WriteLine($"wrong    {problem}");
        }
    }

    /// <summary>A size for people, in units of 1,024.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1 << 10 => FormattableString.Invariant($"{bytes} B"),
        < 1 << 20 => FormattableString.Invariant($"{bytes / 1024.0:0.0} KiB"),
        < 1 << 30 => FormattableString.Invariant($"{bytes / 1048576.0:0.0} MiB"),
        _ => FormattableString.Invariant($"{bytes / 1073741824.0:0.0} GiB"),
    };
}
