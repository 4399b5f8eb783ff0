namespace Telecom.Agent.Spooling;

/// <summary>When spooled batches are synced to the disk.</summary>
internal enum FsyncPolicy
{
    /// <summary>Each batch, before it is sent. A spooled batch survives the loss of power.</summary>
    Batch,

    /// <summary>Whenever the system likes. A spooled batch survives the end of the program; the loss of power loses the last seconds.</summary>
    Never,
}
