using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Telecom.Sla.Domain.Names;

namespace Telecom.EndToEnd.Tests.Tenancy;

/// <summary>
/// Finds every place of a request that can carry a resource name: what a valid request names, and fields that it leaves empty. A text
/// field that is neither a name nor known to be none fails the test, so that a new field has to be looked at.
/// </summary>
internal static class NameFields
{
    /// <summary>Fields of names that valid requests leave empty, by message and field.</summary>
    private static readonly Dictionary<string, string> Empty = new()
    {
        ["telecom.support.v1.Webhook.name"] = "webhooks",
        ["telecom.support.v1.Case.name"] = "cases",
        ["telecom.support.v1.Case.links"] = "outages",
        ["telecom.support.v1.Case.duplicate_of"] = "cases",
        ["telecom.support.v1.Case.duplicates"] = "cases",
        ["telecom.support.v1.Case.subscription"] = "subscriptions",
        ["telecom.support.v1.Case.circuit"] = "circuits",
        ["telecom.sla.v1.Exclusion.name"] = "exclusions",
        ["telecom.sla.v1.Claim.name"] = "claims",
    };

    /// <summary>Text fields that hold no resource name of a customer, by their names.</summary>
    private static readonly HashSet<string> Plain =
    [
        "display_name", "page_token", "request_id", "etag", "title", "description", "severity", "severities", "cause", "plan", "contract", "region",
        "month", "period", "category", "clause", "evidence", "reason", "text", "created_by", "decided_by", "decision_reason", "filed_by", "reported_by",
        "subject", "incident_times", "account_email", "ticket_number", "logs", "weekend", "holidays", "opens", "closes", "time_zone", "types", "url",
        "webhook_id", "last_failure", "event_ids", "paths", "no_clocks_because", "assumptions", "workaround", "resolution", "rules_hash", "clock",
        "software", "unit", "key", "version", "schema_url",
    ];

    /// <summary>All places of the messages of a call.</summary>
    public static IReadOnlyList<NamePath> Of(IReadOnlyList<IMessage> messages)
    {
        List<NamePath> found = [];
        for (int i = 0; i < messages.Count; i++)
        {
            Walk(messages[i], i, [], found);
        }

        return found;
    }

    private static void Walk(IMessage message, int number, (FieldDescriptor, int)[] way, List<NamePath> found)
    {
        foreach (FieldDescriptor field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.IsMap || (field.ContainingOneof is { } oneof && oneof.Accessor.GetCaseFieldDescriptor(message) != field))
            {
                continue;
            }

            object? value = field.Accessor.GetValue(message);
            if (field.FieldType == FieldType.Message)
            {
                object?[] all = field.IsRepeated ? [.. ((IList)value!).Cast<object>()] : [value];
                for (int i = 0; i < all.Length; i++)
                {
                    if (all[i] is IMessage inner)
                    {
                        Walk(inner, number, [.. way, (field, i)], found);
                    }
                }
            }
            else if (field.FieldType == FieldType.String)
            {
                Texts(field, value!, number, way, found);
            }
        }
    }

    private static void Texts(FieldDescriptor field, object value, int number, (FieldDescriptor, int)[] way, List<NamePath> found)
    {
        string[] texts = field.IsRepeated ? [.. ((IList)value).Cast<string>()] : [(string)value];
        bool anyName = false;
        for (int i = 0; i < texts.Length; i++)
        {
            if (CollectionOf(texts[i]) is { } collection)
            {
                anyName = true;
                found.Add(new NamePath(number, [.. way, (field, i)], collection, true));
            }
        }

        if (anyName || Plain.Contains(field.Name) || texts.Any(text => text.StartsWith("contracts/", StringComparison.Ordinal)))
        {
            return;
        }

        Assert.True(
            Empty.TryGetValue(field.FullName, out string? empty) || texts.Any(text => text.Length > 0),
            $"{field.FullName}: say in {nameof(NameFields)} whether it carries a resource name, or name something in {nameof(RequestBook)}");
        if (empty is not null)
        {
            found.Add(new NamePath(number, [.. way, (field, field.IsRepeated ? -1 : 0)], empty, false));
        }
    }

    private static string? CollectionOf(string text)
    {
        string[] parts = text.Split('/');
        return parts is ["customers", _] && ResourceName.TryParse(text, "", out _) ? ""
            : parts is ["customers", _, var collection, _] && ResourceName.TryParse(text, collection, out _) ? collection
            : null;
    }
}
