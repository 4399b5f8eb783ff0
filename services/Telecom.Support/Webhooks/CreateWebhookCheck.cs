using Google.Protobuf.Collections;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Support.Cases;
using Telecom.Support.V1;
using Telecom.Support.Webhooks.Events;
using Telecom.Support.Webhooks.Sending;

namespace Telecom.Support.Webhooks;

/// <summary>Everything that is wrong with a request to create a webhook, found together.</summary>
internal static class CreateWebhookCheck
{
    /// <summary>Reads the request.</summary>
    /// <param name="request">The request; a missing webhook is an empty one.</param>
    /// <param name="by">Who sends it.</param>
    /// <param name="options">What is allowed.</param>
    /// <returns>Resource name and content of the webhook.</returns>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT with all wrong fields.</exception>
    public static (ResourceName Name, WebhookCreated Content) Read(CreateWebhookRequest request, string by, WebhookOptions options)
    {
        List<FieldViolation> violations = [];
        if (!ResourceName.TryParse(request.Parent, "", out ResourceName? customer))
        {
            violations.Add(Caller.NameViolation(request.Parent, "", "parent"));
        }

        if (!ResourceName.IsId(request.WebhookId))
        {
            violations.Add(new FieldViolation("webhook_id", $"\"{Shown(request.WebhookId)}\" is no id; an id has {ResourceName.IdRule}", "MALFORMED_ID"));
        }

        Webhook sent = request.Webhook ?? new Webhook();
        if (UrlRules.Check(sent.Url, options) is { } wrong)
        {
            violations.Add(wrong);
        }

        violations.AddRange(WrongTypes(sent.Types_));
        if (request.StartAfterPosition < -1)
        {
            violations.Add(new FieldViolation("start_after_position", $"{request.StartAfterPosition} is not a position, 0 or -1", "OUT_OF_RANGE"));
        }

        return violations.Count > 0 || customer is null
            ? throw RpcFailure.Invalid(violations)
            : (new ResourceName(customer.Customer, "webhooks", request.WebhookId),
                new WebhookCreated(sent.Url, [.. sent.Types_], request.StartAfterPosition, by, ""));
    }

    private static IEnumerable<FieldViolation> WrongTypes(RepeatedField<string> types)
    {
        IReadOnlyList<string> known = CaseSteps.FeedTypes;
        if (types.Count > known.Count)
        {
            yield return new FieldViolation("webhook.types", $"has {types.Count} types; there are {known.Count}", "TOO_MANY");
            yield break;
        }

        HashSet<string> seen = [];
        for (int i = 0; i < types.Count; i++)
        {
            if (!known.Contains(types[i]))
            {
                yield return new FieldViolation($"webhook.types[{i}]", $"\"{Shown(types[i])}\" is none of {string.Join(", ", known)}", "NO_SUCH_TYPE");
            }
            else if (!seen.Add(types[i]))
            {
                yield return new FieldViolation($"webhook.types[{i}]", $"\"{types[i]}\" is there twice", "DUPLICATE");
            }
        }
    }

    private static string Shown(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
