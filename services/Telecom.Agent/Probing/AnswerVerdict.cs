namespace Telecom.Agent.Probing;

/// <summary>What an answer is.</summary>
internal enum AnswerVerdict
{
    /// <summary>The answer to a waiting probe, in time and in order.</summary>
    InTime,

    /// <summary>As in time, but the answer to a later probe was here before.</summary>
    InTimeReordered,

    /// <summary>The answer to a probe that is lost already, or lost by this answer's own time.</summary>
    Late,

    /// <summary>A further answer to an answered probe.</summary>
    Duplicate,

    /// <summary>No answer to any probe that is remembered.</summary>
    Stray,
}
