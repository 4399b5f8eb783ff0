namespace Telecom.Storage;

/// <summary>Why a store's file cannot be used.</summary>
public enum StoreFileProblem
{
    /// <summary>Another process (or another instance in this one) writes this store; only one may.</summary>
    InUse,

    /// <summary>The file was written by a newer version of this software.</summary>
    NewerSchema,

    /// <summary>The file is not a store of this kind.</summary>
    OtherKind,

    /// <summary>The file was made with other settings that are fixed at creation, or belongs to another store.</summary>
    Mismatch,

    /// <summary>The file is torn or damaged.</summary>
    Damaged,

    /// <summary>The server's settings let it lose what it acknowledged (a shared store only).</summary>
    Unsafe,
}
