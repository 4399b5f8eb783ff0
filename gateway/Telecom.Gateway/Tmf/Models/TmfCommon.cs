using System.Text.Json.Serialization;

namespace Telecom.Gateway.Tmf.Models;

/// <summary>A period of time (TimePeriod).</summary>
/// <param name="StartDateTime">First instant.</param>
/// <param name="EndDateTime">First instant after it; null: it goes on.</param>
internal sealed record TmfPeriod(DateTime StartDateTime, DateTime? EndDateTime);

/// <summary>A reference to something of another resource (EntityRef, RelatedEntity).</summary>
/// <param name="Id">Id of it.</param>
/// <param name="Href">Where it is found; null: nowhere here.</param>
/// <param name="Name">Name for people; null: not known.</param>
/// <param name="Role">What it is to the referring resource; null where the reference has none.</param>
/// <param name="ReferredType">What kind of thing it is.</param>
internal sealed record TmfRef(
    string Id, string? Href, string? Name, string? Role, [property: JsonPropertyName("@referredType")] string ReferredType);

/// <summary>An error (Error).</summary>
/// <param name="Type">"Error".</param>
/// <param name="Code">Reason code, for example "NOT_FOUND".</param>
/// <param name="Reason">What kind of error it is, for people.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
/// <param name="Status">HTTP status, as text.</param>
/// <param name="ReferenceError">Names the reason as a URI.</param>
/// <param name="CorrelationId">Finds the request in the logs; an addition to the standard's members.</param>
internal sealed record TmfError(
    [property: JsonPropertyName("@type")] string Type, string Code, string Reason, string Message, string Status, string ReferenceError, string CorrelationId);
