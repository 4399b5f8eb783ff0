using System.Text.Json.Serialization;

namespace Telecom.Gateway.Tmf.Models;

/// <summary>A trouble ticket (TMF621 v5): a support case.</summary>
/// <param name="Id">Customer and case.</param>
/// <param name="Href">Where it is found.</param>
/// <param name="Type">"TroubleTicket".</param>
/// <param name="Name">Title of the case.</param>
/// <param name="Description">Its description; null when it is empty.</param>
/// <param name="TicketType">Cause of the severity table; null where there is none.</param>
/// <param name="Severity">Severity as the contract writes it; null where there is none.</param>
/// <param name="Status">One of the eight of TMF621.</param>
/// <param name="StatusChangeDate">When the status changed last; only of a single ticket.</param>
/// <param name="StatusChange">Its statuses, oldest first; only of a single ticket.</param>
/// <param name="CreationDate">When it was recorded.</param>
/// <param name="LastUpdate">When something was last recorded for it; only of a single ticket.</param>
/// <param name="ExpectedResolutionDate">Deadline of its clock "resolve"; null: none.</param>
/// <param name="ResolutionDate">When it was resolved; null: it is not.</param>
/// <param name="RelatedParty">Customer and reporter.</param>
/// <param name="RelatedEntity">Subscription, circuit and what it refers to.</param>
/// <param name="TroubleTicketRelationship">Other tickets that it is related to; null: none.</param>
/// <param name="Attachment">Files put to it; null: none.</param>
/// <param name="Note">Texts of its steps as far as the caller may see them; only of a single ticket.</param>
internal sealed record TmfTroubleTicket(
    string Id,
    string Href,
    [property: JsonPropertyName("@type")] string Type,
    string Name,
    string? Description,
    string? TicketType,
    string? Severity,
    string Status,
    DateTime? StatusChangeDate,
    IReadOnlyList<TmfStatusChange>? StatusChange,
    DateTime CreationDate,
    DateTime? LastUpdate,
    DateTime? ExpectedResolutionDate,
    DateTime? ResolutionDate,
    IReadOnlyList<TmfRelatedParty> RelatedParty,
    IReadOnlyList<TmfRelatedEntity> RelatedEntity,
    IReadOnlyList<TmfTicketRelationship>? TroubleTicketRelationship,
    IReadOnlyList<TmfAttachment>? Attachment,
    IReadOnlyList<TmfNote>? Note);

/// <summary>A change of status.</summary>
/// <param name="Status">The status after it.</param>
/// <param name="ChangeDate">When it happened.</param>
/// <param name="ChangeReason">Text of the step; null when it has none.</param>
internal sealed record TmfStatusChange(string Status, DateTime ChangeDate, string? ChangeReason);

/// <summary>A party of a ticket.</summary>
/// <param name="Role">"customer" or "reporter".</param>
/// <param name="PartyOrPartyRole">Who it is.</param>
internal sealed record TmfRelatedParty(string Role, TmfRef PartyOrPartyRole);

/// <summary>Something that a ticket is about.</summary>
/// <param name="Role">"subscription", "affectedCircuit" or "link".</param>
/// <param name="Entity">What it is.</param>
internal sealed record TmfRelatedEntity(string Role, TmfRef Entity);

/// <summary>Another ticket.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Href">Where it is found.</param>
/// <param name="RelationshipType">"duplicateOf", "duplicate" or "link".</param>
internal sealed record TmfTicketRelationship(string Id, string Href, string RelationshipType);

/// <summary>A file as evidence; its content stays where it is.</summary>
/// <param name="Id">SHA-256 of the content.</param>
/// <param name="Name">Name of the file.</param>
/// <param name="MimeType">Media type.</param>
/// <param name="Size">Its size.</param>
internal sealed record TmfAttachment(string Id, string Name, string MimeType, TmfQuantity Size);

/// <summary>A quantity.</summary>
/// <param name="Amount">How much.</param>
/// <param name="Units">Of what.</param>
internal sealed record TmfQuantity(long Amount, string Units);

/// <summary>A note.</summary>
/// <param name="Id">Id of the event.</param>
/// <param name="Author">Who wrote it; null: the service itself.</param>
/// <param name="Date">When.</param>
/// <param name="Text">The text.</param>
internal sealed record TmfNote(string Id, string? Author, DateTime Date, string Text);
