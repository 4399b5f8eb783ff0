using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.V1;
using Telecom.Support.Cases;
using Telecom.Support.Opening;
using Telecom.Support.Steps;
using Telecom.Support.V1;

namespace Telecom.Support.Outages;

/// <summary>
/// What an event of an outage leads to: a case by policy, a graver severity when more circuits go down, a word in the case when it is over,
/// and the references between case, outage, exclusion and claim. Each step's request id comes from the event's id, so that
/// an event that is read twice, or by two processes, is acted on once.
/// </summary>
internal sealed partial class OutageCases(
    CaseOpening opening,
    CaseCommands commands,
    CaseBook book,
    ICatalogDirectory catalog,
    OutageExtent extent,
    IOptions<OutagePolicyOptions> options,
    TimeProvider time,
    ILogger<OutageCases> logger)
{
    private const string Author = "outage policy";

    /// <summary>Told to nobody: the follower has pauses of its own.</summary>
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(1);

    /// <summary>How long this service's catalogue may be behind that of the service that found the outage.</summary>
    private static readonly TimeSpan s_catalogueLag = TimeSpan.FromMinutes(10);

    /// <summary>Takes in an event.</summary>
    public async ValueTask TakeAsync(OutageEvent one, CancellationToken cancellationToken)
    {
        await book.CatchUpAsync(cancellationToken);
        await TryAsync(one, () => ActAsync(one, cancellationToken));
    }

    private async ValueTask TryAsync(OutageEvent one, Func<ValueTask> action)
    {
        try
        {
            await action();
        }
        catch (RpcFailure failure) when (failure.Reason is not (ErrorReason.StoreUnavailable or ErrorReason.DependencyUnavailable or ErrorReason.VersionConflict))
        {
            // What a policy or a state does not allow will not be allowed later either; the feed goes on.
            Log.Refused(logger, one.Outage.Name, one.Kind, failure.Message);
        }
        catch (InvalidDataException exception)
        {
            // A case that cannot be read now cannot be read at the next attempt; the outages after it must not wait for it.
            Log.Refused(logger, one.Outage.Name, one.Kind, exception.Message);
        }
    }

    private async ValueTask ActAsync(OutageEvent one, CancellationToken cancellationToken)
    {
        OutageRecord outage = one.Outage;
        switch (one.Kind)
        {
            case OutageEventKind.Detected:
                await OpenAsync(one, cancellationToken);
                break;
            case OutageEventKind.Reported or OutageEventKind.Linked when one.Link.Length > 0:
                await LinkAsync(one.Link, outage.Name, one, cancellationToken);
                break;
            case OutageEventKind.Exclusion or OutageEventKind.Claim when one.Link.Length > 0:
                foreach (string name in CasesOf(outage))
                {
                    await LinkAsync(name, one.Link, one, cancellationToken);
                }

                break;
            case OutageEventKind.Ended:
                await NoteAsync(one, $"The outage {outage.Name} was over at {new UtcInstant(outage.Measured.EndUs)}.", cancellationToken);
                break;
            case OutageEventKind.Withdrawn:
                await NoteAsync(one, $"Later samples showed that there was no outage {outage.Name}.", cancellationToken);
                break;
            default:
                break;
        }
    }

    private async ValueTask OpenAsync(OutageEvent one, CancellationToken cancellationToken)
    {
        OutageRecord outage = one.Outage;
        if (!options.Value.Rules.Any() || !ResourceName.TryParse(outage.Name, "outages", out ResourceName? name))
        {
            return;
        }

        CatalogSnapshot snapshot = catalog.Require(s_retryAfter);
        if (book.LinkedTo(outage.Name).Count > 0)
        {
            // A case names it already: the event is read again, or somebody was faster than the measurement.
            return;
        }

        if (!snapshot.Subscriptions.Any(known => known.Name == outage.Subscription) && time.Now().Microseconds - one.RecordedAtUs < s_catalogueLag.Ticks / TimeSpan.TicksPerMicrosecond)
        {
            throw RpcFailure.Unavailable(ErrorReason.DependencyUnavailable, $"The catalogue does not have {outage.Subscription} yet.", s_retryAfter);
        }

        (int down, int all) = await extent.OfAsync(snapshot, outage, cancellationToken);
        if (options.Value.Find(outage.Contract, down, all) is not { } rule)
        {
            return;
        }

        if (book.RunningOutageCase(name.Customer, outage.Subscription) is { } running)
        {
            // The link comes last: it says that the event was acted on.
            await RaiseAsync(running, rule, one, $"{down} of {all} circuits are down.", cancellationToken);
            await LinkAsync(running.Name, outage.Name, one, cancellationToken);
            return;
        }

        var request = new OpenCaseRequest
        {
            Parent = name.CustomerName,
            RequestId = RequestId(one, "open").ToString(),
            Case = new Case
            {
                Subscription = outage.Subscription,
                Severity = rule.Severity,
                Cause = rule.Cause,
                Circuit = outage.Circuit,
                Title = $"Outage of {outage.Circuit.Split('/')[^1]} since {new UtcInstant(outage.Measured.StartUs)}",
                Description = $"Opened by policy: {down} of {all} circuits of {outage.Subscription} are down.",
                Links = { outage.Name },
            },
        };
        CaseRecord opened = await opening.OpenAsync(request, Author, CaseSide.System, CaseOrigin.Outage, cancellationToken);
        Log.Opened(logger, opened.Core.Name, outage.Name, down, all);
    }

    /// <summary>More circuits than before may ask for a graver severity; a case that staff have made graver than the policy stays so.</summary>
    private async ValueTask RaiseAsync(RunningCase running, OutagePolicyRule rule, OutageEvent one, string reason, CancellationToken cancellationToken)
    {
        if (running.Rank(rule.Severity, rule.Cause) is { } rank && running.Rank(running.Severity, running.Cause) is { } now && rank < now)
        {
            var data = new CaseStepData(0, "", CaseSide.System) { Severity = rule.Severity, Cause = rule.Cause.Length > 0 ? rule.Cause : null, Text = reason };
            await TakeAsync(one, "raise", running.Name, CaseStep.SeverityChanged, data, cancellationToken);
        }
    }

    private async ValueTask NoteAsync(OutageEvent one, string text, CancellationToken cancellationToken)
    {
        foreach (string name in CasesOf(one.Outage))
        {
            var data = new CaseStepData(0, "", CaseSide.System) { Text = text, Visibility = Visibility.Public };
            await TakeAsync(one, $"note {name}", name, CaseStep.Noted, data, cancellationToken);
        }
    }

    private ValueTask LinkAsync(string name, string target, OutageEvent one, CancellationToken cancellationToken) =>
        book.IsLinked(name, target) || name == target
            ? ValueTask.CompletedTask
            : TakeAsync(one, $"link {name} {target}", name, CaseStep.Linked, new CaseStepData(0, "", CaseSide.System) { Target = target }, cancellationToken);

    /// <summary>Takes a step of one case; when that is refused the other cases of the outage still take theirs.</summary>
    private ValueTask TakeAsync(OutageEvent one, string purpose, string name, CaseStep step, CaseStepData data, CancellationToken cancellationToken) =>
        TryAsync(one, async () => _ = await commands.TakeAsync(new StepOrder(name, step, data, Author) { RequestId = RequestId(one, purpose) }, cancellationToken));

    /// <summary>Cases about an outage: those that the outage names, and those that name it.</summary>
    private IEnumerable<string> CasesOf(OutageRecord outage) => book.LinkedTo(outage.Name).Concat(outage.Cases).Distinct(StringComparer.Ordinal);

    /// <summary>A UUID of version 8 (RFC 9562) from the event's id and what is done about it.</summary>
    private static Guid RequestId(OutageEvent one, string purpose)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{one.Id}\n{purpose}"))[..16];
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    private static partial class Log
    {
        [LoggerMessage(4161, LogLevel.Information, "{Case} opened for {Outage}: {Down} of {All} circuits are down")]
        public static partial void Opened(ILogger logger, string @case, string outage, int down, int all);

        [LoggerMessage(4162, LogLevel.Warning, "Nothing was done about {Outage} ({Kind}): {Reason}")]
        public static partial void Refused(ILogger logger, string outage, OutageEventKind kind, string reason);
    }
}
