namespace Telecom.Ingestion.Streams;

/// <summary>What to do with a batch of a given sequence number.</summary>
internal enum SequenceVerdict
{
    /// <summary>Append it: it is the next of its lane, or a replay that the log will recognise.</summary>
    Append,

    /// <summary>Do not store it and tell the agent to go back.</summary>
    Rewind,

    /// <summary>Do not store it; the agent was told to go back and this batch was under way before it could know.</summary>
    Ignore,
}
