using Telecom.Hosting;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.V1;
using Telecom.Storage.Events;

namespace Telecom.Sla.Outages.Records;

/// <summary>
/// Writes exclusions and claims, each to its own stream, and tells their outages. Should the service end between the two, the next round
/// over the circuits tells them.
/// </summary>
internal sealed class RecordStore(FactStore facts, TimeProvider time, OutageMetrics metrics)
{
    private const int Attempts = 20;

    /// <summary>Now.</summary>
    public UtcInstant Now => UtcInstant.From(time.GetUtcNow());

    /// <summary>Records an exclusion.</summary>
    /// <exception cref="RpcFailure">ALREADY_EXISTS: the request_id stands for other content.</exception>
    public async ValueTask<ExclusionState> AddAsync(string name, ExclusionFact fact, CancellationToken cancellationToken)
    {
        NewEvent first = new($"created/{fact.RequestSha256}", ExclusionFact.Type, FactCodec.Write(fact), fact.RecordedAtUs);
        _ = await facts.AppendAsync(name, 0, [first], cancellationToken);
        ExclusionState state = Same(facts.Book.Exclusion(name), fact.RequestSha256, one => one.Fact.RequestSha256, name);
        await TellAsync(name, cancellationToken);
        return state;
    }

    /// <summary>Files a claim.</summary>
    /// <exception cref="RpcFailure">ALREADY_EXISTS: the request_id stands for other content.</exception>
    public async ValueTask<ClaimState> AddAsync(string name, ClaimFact fact, CancellationToken cancellationToken)
    {
        NewEvent first = new($"filed/{fact.RequestSha256}", ClaimFact.Type, FactCodec.Write(fact), fact.FiledAtUs);
        _ = await facts.AppendAsync(name, 0, [first], cancellationToken);
        ClaimState state = Same(facts.Book.Claim(name), fact.RequestSha256, one => one.Fact.RequestSha256, name);
        await TellAsync(name, cancellationToken);
        return state;
    }

    /// <summary>Decides about an exclusion; the decision that holds already is not written again.</summary>
    /// <param name="name">Resource name of the exclusion.</param>
    /// <param name="check">Refuses when the exclusion is not as the caller knows it.</param>
    /// <param name="decided">The decision.</param>
    /// <param name="cancellationToken">Stops between two attempts.</param>
    public async ValueTask<ExclusionState> DecideAsync(
        string name, Action<ExclusionState> check, ExclusionDecided decided, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            ExclusionState state = facts.Book.Exclusion(name) ?? throw RpcFailure.NotFound(name);
            if (state.Decision is { } last && (last.Status, last.Reason, last.By) == (decided.Status, decided.Reason, decided.By))
            {
                return state;
            }

            check(state);
            NewEvent next = new(FormattableString.Invariant($"decided/{state.Version + 1}/{Guid.NewGuid():N}"), ExclusionDecided.Type, FactCodec.Write(decided), decided.DecidedAtUs);
            if (await facts.AppendAsync(name, state.Version, [next], cancellationToken))
            {
                await TellAsync(name, cancellationToken);
                return facts.Book.Exclusion(name)!;
            }

            if (attempt == Attempts)
            {
                throw new Storage.StoreUnavailableException($"{name}: {Attempts} times another process was faster.", TimeSpan.FromSeconds(1));
            }
        }
    }

    /// <summary>Tells the outages of everything that they may not have been told of.</summary>
    public async ValueTask TellAsync(CancellationToken cancellationToken)
    {
        foreach (string name in facts.Book.Untold())
        {
            await TellAsync(name, cancellationToken);
        }
    }

    private async ValueTask TellAsync(string name, CancellationToken cancellationToken)
    {
        (IReadOnlyList<string> outages, long version, OutageEventKind kind) = (facts.Book.Exclusion(name), facts.Book.Claim(name)) switch
        {
            ({ } exclusion, _) => (exclusion.Fact.Outages, exclusion.Version, OutageEventKind.Exclusion),
            (_, { } claim) => (claim.Fact.Outage.Length == 0 ? [] : [claim.Fact.Outage], claim.Version, OutageEventKind.Claim),
            _ => ((IReadOnlyList<string>)[], 0L, OutageEventKind.Unspecified),
        };
        foreach (string outage in outages)
        {
            if (facts.Book.Outage(outage) is { } known)
            {
                OutagePlan plan = await facts.UpdateAsync(
                    known.Circuit, state => ValueTask.FromResult(OutageDecision.OfLink(state, outage, new FactLink(name, version), kind, Now)), cancellationToken);
                metrics.Wrote(plan.Events);
            }
        }

        facts.Book.Told(name, version);
    }

    private static T Same<T>(T? state, string hash, Func<T, string> hashOf, string name)
        where T : class =>
        state is not null && hashOf(state) == hash ? state : throw RpcFailure.AlreadyExists(name, "the request_id was used before");
}
