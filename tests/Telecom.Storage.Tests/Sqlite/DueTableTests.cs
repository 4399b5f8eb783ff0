using Telecom.Storage.Cells;
using Telecom.Storage.Sqlite.Cells;
using Telecom.Storage.Sqlite.Files;
using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Sqlite;

public sealed class DueTableTests
{
    private const int Partition = 3;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_commit_that_failed_a_mark_is_set_again_whether_the_commit_was_made_or_not(bool made)
    {
        using TempFolder folder = new();
        string file = folder.File("cells.db");
        SqliteFile.Create(file, CellsFile.Format, source: null, fill: static _ => { }, TimeSpan.FromSeconds(1));
        using SqliteSession session = SqliteSession.OpenExisting(file, TimeSpan.FromSeconds(1));
        DueTable due = new();
        session.Begin();
        due.Mark(session, Partition, RollupLevel.Hour, 60, series: 1);
        session.Commit();
        due.Ended(committed: true);

        // The roll-up is written, and the commit fails: before the disk had it, or after.
        session.Begin();
        due.Clear(session, Partition, RollupLevel.Hour, 60, series: 1);
        due.Mark(session, Partition, RollupLevel.Day, 0, series: 1);
        if (made)
        {
            session.Commit();
        }
        else
        {
            Assert.True(session.TryRollback());
        }

        due.Ended(committed: false);

        session.Begin();
        due.Mark(session, Partition, RollupLevel.Hour, 60, series: 1);
        due.Mark(session, Partition, RollupLevel.Day, 0, series: 1);
        session.Commit();
        due.Ended(committed: true);
        Assert.Equal([(1L, 60L)], DueTable.List(session, Partition, RollupLevel.Hour, 10_000, most: 9));
        Assert.Equal([(1L, 0L)], DueTable.List(session, Partition, RollupLevel.Day, 10_000, most: 9));
    }
}
