using Google.Protobuf;
using Telecom.Hosting;
using Telecom.Ingestion.Clocks;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;
using Telecom.Storage;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Producers;

/// <summary>Lists how far an agent's producer lanes have come.</summary>
internal sealed class ProducerPages(SampleLogHolder log, StreamRegistry streams)
{
    private const int DefaultPageSize = 100;
    private const int MaxPageSize = 1000;

    /// <summary>One page.</summary>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT with every wrong field; NOT_FOUND for another's agent; UNAVAILABLE.</exception>
    public async Task<ListProducersResponse> ListAsync(ListProducersRequest request, Caller caller, CancellationToken cancellationToken)
    {
        PageToken? after = Check(request);
        string agent = caller.RequireOwn(request.Parent, "agents", "parent").ToString();
        IReadOnlyList<ProducerPosition> all;
        int partitions;
        try
        {
            all = await log.Log.ListProducersAsync(agent, cancellationToken);
            partitions = log.Log.PartitionCount;
        }
        catch (StoreUnavailableException failure)
        {
            throw failure.ToRpcFailure();
        }

        int size = request.PageSize == 0 ? DefaultPageSize : request.PageSize;
        ProducerPosition[] rest =
        [
            .. all.Where(p => after is null || after.Value.IsBefore(p.Lane))
                .OrderBy(p => p.Lane.Epoch)
                .ThenBy(p => p.Lane.Lane)
                .Take(size + 1),
        ];
        ListProducersResponse response = new();
        response.Producers.AddRange(rest.Take(size).Select(position => ToProducer(position, partitions)));
        response.NextPageToken = rest.Length > size ? PageToken.After(rest[size - 1].Lane).ToString() : "";
        return response;
    }

    private static PageToken? Check(ListProducersRequest request)
    {
        List<FieldViolation> violations = [];
        if (!ResourceName.TryParse(request.Parent, "agents", out _))
        {
            violations.Add(Caller.NameViolation(request.Parent, "agents", "parent"));
        }

        if (request.PageSize is < 0 or > MaxPageSize)
        {
            violations.Add(new FieldViolation("page_size", $"is {request.PageSize}; allowed is 0 to {MaxPageSize}", "OUT_OF_RANGE"));
        }

        PageToken? after = null;
        if (request.PageToken.Length > 0)
        {
            after = PageToken.TryParse(request.PageToken);
            if (after is null)
            {
                violations.Add(new FieldViolation("page_token", "is not a next_page_token of this method", "MALFORMED_TOKEN"));
            }
        }

        return violations.Count == 0 ? after : throw RpcFailure.Invalid(violations);
    }

    private Producer ToProducer(ProducerPosition position, int partitions)
    {
        ClockSkew? skew = streams.SkewOf(position.Lane);
        bool known = skew is { IsKnown: true };
        return new Producer
        {
            Agent = position.Lane.Agent,
            SpoolEpoch = ByteString.CopyFrom(position.Lane.Epoch.ToBytes()),
            Lane = position.Lane.Lane,
            Partition = (uint)position.Lane.PartitionOf(partitions),
            DurableSequence = position.DurableSequence,
            StoredSamples = position.StoredSamples,
            RefusedSamples = position.RefusedSamples,
            ClockSkewKnown = known,
            ClockSkewUs = known ? skew!.LowestUs : 0,
            ClockSkewErrorUs = known ? skew!.ErrorUs : 0,
        };
    }
}
