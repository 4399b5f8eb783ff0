using Telecom.Storage.Copy;

namespace Telecom.Storage.Tests.Copy;

/// <summary>Ends a copy at one of its reports of progress, as a crash would.</summary>
public sealed class Interruption(int report, string? at = null) : IProgress<StoreProgress>
{
    private int _left = report;

    /// <summary>Reports so far.</summary>
    public int Count { get; private set; }

    /// <summary>One that ends the copy early, or anywhere, or not at all.</summary>
    public static Interruption Random(Random random, int reports) => new(random.Next(1, random.Next(2) == 0 ? 60 : reports * 2));

    public void Report(StoreProgress value)
    {
        Count++;
        if ((at is null || value.What == at) && Interlocked.Decrement(ref _left) == 0)
        {
            throw new InterruptedException();
        }
    }
}

/// <summary>The end that <see cref="Interruption"/> makes.</summary>
public sealed class InterruptedException : Exception;
