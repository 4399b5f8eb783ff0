using Telecom.Gateway.Api.Requests;
using Telecom.Support.V1;

namespace Telecom.Gateway.Api.Models;

/// <summary>A message to the customer.</summary>
internal sealed record AcknowledgeModel
{
    /// <summary>The message, at most 10000 characters.</summary>
    public string? Message { get; init; }
}

/// <summary>A response in substance.</summary>
internal sealed record RespondModel
{
    /// <summary>The response, 1 to 10000 characters.</summary>
    public required string Message { get; init; }
}

/// <summary>What a case waits for.</summary>
internal sealed record WaitModel
{
    /// <summary>For whom. Only waiting for the customer stops a clock, and only where the plan says so.</summary>
    [Codes(typeof(WaitingOn))]
    public required string WaitingOn { get; init; }

    /// <summary>The question to the customer or the order to the supplier, 1 to 10000 characters. Customers see the question, not the order.</summary>
    public required string Question { get; init; }
}

/// <summary>The end of a wait.</summary>
internal sealed record ResumeModel
{
    /// <summary>The answer, at most 10000 characters.</summary>
    public string? Answer { get; init; }
}

/// <summary>Another severity, cause or both.</summary>
internal sealed record ChangeSeverityModel
{
    /// <summary>New severity; absent: unchanged.</summary>
    public string? Severity { get; init; }

    /// <summary>New cause; absent: unchanged.</summary>
    public string? Cause { get; init; }

    /// <summary>Why, 1 to 2000 characters.</summary>
    public required string Reason { get; init; }
}

/// <summary>A time that the parties agree on.</summary>
internal sealed record AgreeModel
{
    /// <summary>Until when the case is to be resolved, inclusive.</summary>
    [Instant]
    public required string Until { get; init; }

    /// <summary>Who agreed and how, 1 to 2000 characters.</summary>
    public required string Reason { get; init; }
}

/// <summary>A reason that may be left out.</summary>
internal sealed record OptionalReasonModel
{
    /// <summary>Why, at most 2000 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>A reason.</summary>
internal sealed record ReasonModel
{
    /// <summary>Why, 1 to 2000 characters.</summary>
    public required string Reason { get; init; }
}

/// <summary>A workaround.</summary>
internal sealed record WorkaroundModel
{
    /// <summary>What it is, 1 to 10000 characters.</summary>
    public required string Text { get; init; }
}

/// <summary>A resolution.</summary>
internal sealed record ResolveModel
{
    /// <summary>What was done, 1 to 10000 characters.</summary>
    public required string Resolution { get; init; }
}

/// <summary>The case that another one is a duplicate of.</summary>
internal sealed record DuplicateModel
{
    /// <summary>Resource name of the other case, of the same customer, which is no duplicate itself.</summary>
    public required string Master { get; init; }
}

/// <summary>A note.</summary>
internal sealed record NoteModel
{
    /// <summary>The note, 1 to 10000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>Who may see it; absent: public from a customer, internal from the provider.</summary>
    [Codes(typeof(Visibility))]
    public string? Visibility { get; init; }
}

/// <summary>A file as evidence: its content stays where it is, the case has its hash.</summary>
internal sealed record AttachModel
{
    /// <summary>SHA-256 of the content, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Name of the file, 1 to 200 characters.</summary>
    public required string FileName { get; init; }

    /// <summary>Media type, for example "text/csv".</summary>
    public required string MediaType { get; init; }

    /// <summary>Size, bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Who may see it; absent: public.</summary>
    [Codes(typeof(Visibility))]
    public string? Visibility { get; init; }
}

/// <summary>Something that a case refers to.</summary>
internal sealed record LinkModel
{
    /// <summary>Resource name of an outage, an exclusion, a claim or another case of the same customer.</summary>
    public required string Target { get; init; }
}
