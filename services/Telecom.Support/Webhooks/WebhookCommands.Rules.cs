using System.Globalization;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Support.Webhooks.Events;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Webhooks;

/// <content>What must hold before a change.</content>
internal sealed partial class WebhookCommands
{
    private void RequireInFeed(long startAfter)
    {
        if (startAfter > registry.Position)
        {
            throw RpcFailure.Invalid(
                "start_after_position", $"{startAfter} is beyond the end of the feed; 0 to {registry.Position} are allowed, or -1 for now", "OUT_OF_RANGE");
        }
    }

    private void RequireRoom(ResourceName name)
    {
        int most = options.Value.MaxPerCustomer;
        int count = registry.Live.Count(state => state.Customer == name.Customer);
        if (count >= most)
        {
            throw RpcFailure.ResourceExhausted(
                $"{name.CustomerName} has {count} webhooks; at most {most} are allowed. Delete one first.",
                metadata: new Dictionary<string, string> { ["customer"] = name.CustomerName, ["limit"] = most.ToString(CultureInfo.InvariantCulture) });
        }
    }

    private void RequireFewOldSecrets(WebhookState state)
    {
        long nowUs = timeProvider.Now().Microseconds;
        OldSecret[] valid = [.. state.OldSecrets.Where(old => signature.IsValid(old, nowUs))];
        if (valid.Length >= MaxOldSecrets)
        {
            TimeSpan wait = TimeSpan.FromMicroseconds(valid[0].ReplacedAtUs - nowUs) + options.Value.SecretOverlap;
            throw RpcFailure.ResourceExhausted(
                $"{valid.Length} replaced secrets of {state.Name} are still valid; at most {MaxOldSecrets} are allowed. The oldest ends in {wait}.",
                wait,
                new Dictionary<string, string> { ["resource"] = state.Name, ["limit"] = MaxOldSecrets.ToString(CultureInfo.InvariantCulture) });
        }
    }

    private static WebhookState RequireSame(WebhookState state, WebhookCreated created)
    {
        string[] differences =
        [
            .. state.Url == created.Url ? Array.Empty<string>() : ["url"],
            .. state.Types.SequenceEqual(created.Types) ? Array.Empty<string>() : ["types"],
            .. state.StartAfter == created.StartAfter ? Array.Empty<string>() : ["start_after_position"],
        ];
        return differences.Length == 0 ? state : throw RpcFailure.AlreadyExists(state.Name, $"different {string.Join(", ", differences)}");
    }

    private static DeadLetterState[] Letters(WebhookState state, IReadOnlyCollection<string> eventIds)
    {
        if (state.Stopped)
        {
            throw RpcFailure.FailedPrecondition(
                ErrorReason.IllegalTransition,
                $"{state.Name} is stopped, because its receiver answered 410 Gone; delete it and create it again to go on.",
                new Dictionary<string, string> { ["resource"] = state.Name });
        }

        Dictionary<string, DeadLetterState> known = state.DeadLetters.Values.ToDictionary(letter => letter.EventId);
        FieldViolation[] unknown = [.. eventIds.Select((id, i) => (Id: id, Field: $"event_ids[{i}]")).Where(asked => !known.ContainsKey(asked.Id))
            .Select(asked => new FieldViolation(asked.Field, $"\"{Shown(asked.Id)}\" is no dead letter of {state.Name}", "NO_SUCH_DEAD_LETTER"))];
        return unknown.Length > 0 ? throw RpcFailure.Invalid(unknown)
            : eventIds.Count == 0 ? [.. known.Values]
            : [.. eventIds.Distinct().Select(id => known[id])];
    }

    private static string Shown(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
