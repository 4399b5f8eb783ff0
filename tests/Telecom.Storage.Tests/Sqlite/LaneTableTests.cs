using Telecom.Sla.Domain.Names;
using Telecom.Storage.Sqlite.Days;

namespace Telecom.Storage.Tests.Sqlite;

public sealed class LaneTableTests
{
    [Fact]
    public void A_file_that_breaks_while_its_lanes_are_read_takes_no_lane_out_of_memory()
    {
        ProducerLane lane = new("customers/acme/agents/probe", new SpoolEpoch(7), 0);
        LaneState state = new(Id: 1, Partition: 5, Sequence: 42, Stored: 420, Refused: 3, Outcomes: 0);
        LaneTable table = new();
        table.Replace([new(lane, state)]);

        Assert.Throws<IOException>(() => table.Replace(BreaksAfterOne()));

        Assert.Equal(state, table.Find(lane));
        Assert.Equal(2, table.NextId);

        static IEnumerable<KeyValuePair<ProducerLane, LaneState>> BreaksAfterOne()
        {
            yield return new(new ProducerLane("customers/acme/agents/other", new SpoolEpoch(8), 0), new LaneState(9, 0, 1, 1, 0, 0));
            throw new IOException("the disk does not answer");
        }
    }
}
