using System.Text;
using Telecom.Catalog.V1;
using Telecom.Contracts;
using Telecom.Contracts.Evidence;
using Telecom.Contracts.Statements;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Status;
using Telecom.Sla.V1;

namespace Telecom.Sla.Rating;

/// <summary>Stateless rating over gRPC: a contract of the catalogue, an evidence document, a statement.</summary>
internal sealed class EvidenceRating(ContractCache contracts)
{
    private const string BadEvidence = "BAD_EVIDENCE";

    /// <summary>9999-01-01T00:00:00Z less a microsecond, microseconds since the Unix epoch.</summary>
    private const long LatestUs = 253_370_764_800_000_000 - 1;

    /// <summary>Rates.</summary>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT with every error of the evidence; NOT_FOUND for an unknown contract.</exception>
    public RateResponse Rate(RateRequest request, CatalogIndex index)
    {
        List<FieldViolation> violations = [];
        if (!request.Contract.StartsWith("contracts/", StringComparison.Ordinal) || !ResourceName.IsId(request.Contract["contracts/".Length..]))
        {
            violations.Add(new FieldViolation("contract", $"\"{request.Contract}\" is not of the form \"contracts/{{contract}}\"; an id has {ResourceName.IdRule}", "MALFORMED_NAME"));
        }

        if (request.AsOfUs is < 0 or > LatestUs)
        {
            violations.Add(new FieldViolation("as_of_us", $"{request.AsOfUs} is no instant from 1970 to 9998, microseconds since the Unix epoch; 0: as the evidence says", "OUT_OF_RANGE"));
        }

        if (violations.Count > 0)
        {
            throw RpcFailure.Invalid(violations);
        }

        Contract contract = index.Contract(request.Contract) ?? throw RpcFailure.NotFound(request.Contract);
        ContractDocument document = contracts.Load(contract).Document ?? throw RpcFailure.NotFound(request.Contract);
        EvidenceLoadResult loaded = EvidenceLoader.Load(Encoding.UTF8.GetBytes(request.Evidence), "evidence");
        if (loaded.Document is not { } evidence)
        {
            throw Invalid(loaded.Errors);
        }

        evidence = request.Plan.Length == 0 ? evidence : evidence with { Plan = request.Plan };
        evidence = request.AsOfUs == 0 ? evidence : evidence with { Facts = evidence.Facts with { AsOf = new UtcInstant(request.AsOfUs) } };
        EvidenceRatingResult rated = EvidenceRater.Rate(document, evidence);
        return rated.Statement is { } statement
            ? new RateResponse { Statement = StatementJson.ToJson(statement).ToJsonString(), ContractSha256 = contract.DocumentSha256 }
            : throw Invalid(rated.Errors);
    }

    private static RpcFailure Invalid(IReadOnlyList<ContractError> errors) =>
        RpcFailure.Invalid([.. errors.Select(error => new FieldViolation($"evidence.{error.Path}", $"line {error.Line}, column {error.Column}: {error.Message}", BadEvidence))]);
}
