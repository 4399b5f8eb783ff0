using Telecom.Support.V1;

namespace Telecom.Support.Cases;

/// <summary>A case with its texts, as its events say.</summary>
internal sealed class CaseRecord
{
    private readonly List<string> _links;
    private readonly List<(AttachmentData File, Visibility Visibility)> _attachments = [];
    private readonly Dictionary<string, (CaseStep? Step, CaseStepData? Data)> _requests = new(StringComparer.Ordinal);

    /// <summary>Begins a case.</summary>
    /// <param name="core">State and clocks.</param>
    /// <param name="opened">Its first event.</param>
    /// <param name="eventId">Id of that event, which is the request's: no step may be taken under it.</param>
    public CaseRecord(CaseCore core, CaseOpened opened, string eventId)
    {
        Core = core;
        _requests.Add(eventId, (null, null));
        (Title, Description, ReportedBy) = (opened.Content.Title, opened.Content.Description, opened.ReportedBy);
        _links = [.. opened.Content.LinkList()];
    }

    /// <summary>State and clocks.</summary>
    public CaseCore Core { get; }

    /// <summary>One line.</summary>
    public string Title { get; private set; }

    /// <summary>Details.</summary>
    public string Description { get; private set; }

    /// <summary>Who reported it.</summary>
    public string ReportedBy { get; }

    /// <summary>The latest workaround; empty: none.</summary>
    public string WorkaroundText { get; private set; } = "";

    /// <summary>The resolution that holds; empty: none.</summary>
    public string Resolution { get; private set; } = "";

    /// <summary>What it refers to.</summary>
    public IReadOnlyList<string> Links => _links;

    /// <summary>Files, with who may see them.</summary>
    public IReadOnlyList<(AttachmentData File, Visibility Visibility)> Attachments => _attachments;

    /// <summary>The step that a request id has taken already, without a step when it opened the case; null: none.</summary>
    /// <param name="requestId">The request.</param>
    public (CaseStep? Step, CaseStepData? Data)? Taken(Guid requestId) => _requests.TryGetValue(StepEventId.Key(requestId), out (CaseStep?, CaseStepData?) found) ? found : null;

    /// <summary>Takes in an event.</summary>
    /// <param name="eventId">Its id.</param>
    /// <param name="step">What happened.</param>
    /// <param name="data">Its content.</param>
    public void Apply(string eventId, CaseStep step, CaseStepData data)
    {
        Core.Apply(step, data);
        _requests[StepEventId.KeyOf(eventId)] = (step, data);
        switch (step)
        {
            case CaseStep.Workaround:
                WorkaroundText = data.Text ?? "";
                break;
            case CaseStep.Resolved:
                Resolution = data.Text ?? "";
                break;
            case CaseStep.Reopened:
                Resolution = "";
                break;
            case CaseStep.Attached when data.Attachment is { } file:
                _attachments.Add((file, data.Visibility ?? Visibility.Public));
                break;
            case CaseStep.Linked when data.Target is { } target && !_links.Contains(target):
                _links.Add(target);
                break;
            case CaseStep.Updated:
                Title = data.Title ?? Title;
                Description = data.Description ?? Description;
                break;
            default:
                break;
        }
    }
}
