using System.Text.Json.Serialization;
using Telecom.Support.V1;

namespace Telecom.Support.Cases;

/// <summary>Content of every event of a case after the first. What a step does not have is absent in the store.</summary>
/// <param name="AtUs">When it happened, microseconds since the Unix epoch; not before the event before it.</param>
/// <param name="By">Who did it; empty: the service itself.</param>
/// <param name="Side">On which side that is.</param>
internal sealed record CaseStepData(long AtUs, string By, CaseSide Side)
{
    /// <summary>Message, question, answer, reason, note, workaround or resolution.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>New severity of <see cref="CaseStep.SeverityChanged"/>; null: unchanged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Severity { get; init; }

    /// <summary>New cause of <see cref="CaseStep.SeverityChanged"/>; null: unchanged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cause { get; init; }

    /// <summary>Agreed time of <see cref="CaseStep.Agreed"/>, microseconds since the Unix epoch.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? UntilUs { get; init; }

    /// <summary>For whom <see cref="CaseStep.Waiting"/> waits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WaitingOn? WaitingOn { get; init; }

    /// <summary>Who may see <see cref="CaseStep.Noted"/> and <see cref="CaseStep.Attached"/>; null: public.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Visibility? Visibility { get; init; }

    /// <summary>Master of <see cref="CaseStep.Duplicate"/>, target of <see cref="CaseStep.Linked"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Target { get; init; }

    /// <summary>File of <see cref="CaseStep.Attached"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AttachmentData? Attachment { get; init; }

    /// <summary>Alarm of <see cref="CaseStep.Alarm"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AlarmData? Alarm { get; init; }

    /// <summary>Hash of the rules of <see cref="CaseStep.RulesChanged"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Rules { get; init; }

    /// <summary>New title of <see cref="CaseStep.Updated"/>; null: unchanged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Title { get; init; }

    /// <summary>New description of <see cref="CaseStep.Updated"/>; null: unchanged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    /// <summary>New circuit of <see cref="CaseStep.Updated"/>; null: unchanged, empty: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Circuit { get; init; }
}
