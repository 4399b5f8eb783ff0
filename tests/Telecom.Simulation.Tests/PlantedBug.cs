namespace Telecom.Simulation.Tests;

/// <summary>A defect that is put into the world to see that the simulation finds it.</summary>
public enum PlantedBug
{
    None,

    /// <summary>The log answers an append before it is on stable storage.</summary>
    AcknowledgedBeforeDurable,

    /// <summary>The log answers a duplicate while the first copy is not yet on stable storage.</summary>
    DuplicateAnsweredBeforeDurable,

    /// <summary>Welcome states what is written and not what is durable.</summary>
    WelcomeStatesWhatIsOnlyWritten,

    /// <summary>The log stores a batch again that it has.</summary>
    NoDeduplication,

    /// <summary>The log takes a batch that leaves a gap.</summary>
    GapAccepted,

    /// <summary>An acknowledgement states one batch more than is durable.</summary>
    AcknowledgementOffByOne,

    /// <summary>The cells take a write whatever its fence.</summary>
    NoFenceCheck,

    /// <summary>The cells take a write whatever position it began from.</summary>
    NoPositionCheck,

    /// <summary>The cells answer a read for a step whatever fence and position it is for.</summary>
    UnboundReads,

    /// <summary>Cells are written in one step and position and progress in another.</summary>
    PositionMovedApart,

    /// <summary>A crash loses cells but keeps the position.</summary>
    CellsLostWithoutPosition,

    /// <summary>The cells are read as they were at the last sync, without what was applied since.</summary>
    StaleCellsRead,

    /// <summary>The reader of the log sees what is not yet on stable storage.</summary>
    UnsyncedRead,

    /// <summary>A reader of the log misses the first record after its position when it reads at the wrong moment.</summary>
    ReadSkipsARecord,

    /// <summary>The agent's window is one too long: it forgets a batch more than was acknowledged.</summary>
    WindowOffByOne,

    /// <summary>The agent sends a batch before its spool is on stable storage, and numbers another one the same after a crash.</summary>
    SentBeforeSpooled,
}
