using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.Sqlite.Days;

namespace Telecom.Storage.Tests.Sqlite;

public sealed class ContentIndexTests
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    [Fact]
    public void A_flood_within_one_moment_keeps_no_more_keys_than_allowed()
    {
        const int Most = 1000;
        const int AtOnce = 100;
        ContentIndex index = new(Window, Most, NullLogger.Instance);
        for (int i = 0; i < 50 * Most; i += AtOnce)
        {
            index.Find("agent", [], nowUs: i);
            index.Stage("agent", Keys(i, AtOnce));
            index.Keep();
            Assert.InRange(index.Count, Math.Min(i, Most / 2), Most + AtOnce);
        }

        // The newest half is known in any case, the oldest is not.
        Assert.Equal(AtOnce, index.Find("agent", Keys((50 * Most) - AtOnce, AtOnce), 50 * Most).Count);
        Assert.Equal(AtOnce, index.Find("agent", Keys((50 * Most) - (Most / 2), AtOnce), 50 * Most).Count);
        Assert.Empty(index.Find("agent", Keys(0, AtOnce), 50 * Most));
    }

    private static UInt128[] Keys(int from, int count) => [.. Enumerable.Range(from, count).Select(static key => (UInt128)key)];
}
