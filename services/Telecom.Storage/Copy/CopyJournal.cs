using System.Text.Json;

namespace Telecom.Storage.Copy;

/// <summary>What is done of a copy, kept at its target, so that a second run goes on where the first one ended.</summary>
internal sealed class CopyJournal
{
    /// <summary>Of this copy, random.</summary>
    public Guid Id { get; set; } = Guid.NewGuid();

    /// <summary>What the source was when it began; a source that has changed since is not gone on with.</summary>
    public string Source { get; set; } = "";

    /// <summary>When it began, milliseconds since the Unix epoch.</summary>
    public long StartedMs { get; set; }

    /// <summary>True when all records are there.</summary>
    public bool RecordsDone { get; set; }

    /// <summary>True when lanes, outcomes and content keys are there.</summary>
    public bool LanesDone { get; set; }

    /// <summary>Partitions whose cells are there.</summary>
    public IList<int> PartitionsDone { get; set; } = [];

    /// <summary>True when the copy was compared and found equal.</summary>
    public bool Finished { get; set; }

    /// <summary>As text.</summary>
    public string ToText() => JsonSerializer.Serialize(this);

    /// <summary>Reads <see cref="ToText"/>.</summary>
    public static CopyJournal Read(string text, string where)
    {
        try
        {
            return JsonSerializer.Deserialize<CopyJournal>(text) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new StoreCopyException($"The journal of a copy in {where} cannot be read ({e.Message}); empty the target and begin again.", e);
        }
    }
}
