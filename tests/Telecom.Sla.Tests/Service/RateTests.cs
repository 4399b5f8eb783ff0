using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Google.Rpc;
using Grpc.Core;
using NodaTime;
using Telecom.Hosting;
using Telecom.Sla.Tests.Fakes;
using Telecom.Sla.V1;

namespace Telecom.Sla.Tests.Service;

/// <summary>Evidence in, statement out, over gRPC.</summary>
public sealed class RateTests : IDisposable
{
    // April has 43,200 minutes; 72 of them are 1/600 = 0.1667 %, so 99.8333 % and 1000 x 10 x 1/600 = 16.67.
    private const string Evidence = """
        {"month": "2026-04", "currency": "USD", "charges": [{"item": "fee", "amount": "1000.00", "affected": true, "creditable": true}],
         "outages": [{"start": "2026-04-10T10:00:00Z", "end": "2026-04-10T11:12:00Z", "recordedAt": "2026-04-11T00:00:00Z"}]}
        """;

    private readonly Scratch _scratch = new();
    private readonly ShiftedClock _clock = new(Instant.FromUtc(2026, 11, 22, 12, 0).ToDateTimeOffset());

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_customer_rates_evidence_by_a_contract_of_the_catalogue()
    {
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());

        RateResponse response = await run.Sla.RateAsync(new RateRequest { Contract = Catalogue.Contract, Plan = "standard", Evidence = Evidence }, run.Viewer);

        JsonNode period = JsonNode.Parse(response.Statement)!["periods"]![0]!;
        Assert.Equal(("breached", "99.8333", "16.67"), ((string)period["verdict"]!, (string)period["availabilityPct"]!, (string)period["credit"]!["amount"]!));
        Assert.Equal(SHA256.HashSizeInBytes, response.ContractSha256.Length);
    }

    [Fact]
    public async Task Nothing_recorded_after_the_instant_of_the_rating_is_looked_at()
    {
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());
        long asOf = Instant.FromUtc(2026, 4, 10, 12, 0).ToUnixTimeTicks() / 10;

        RateResponse response = await run.Sla.RateAsync(
            new RateRequest { Contract = Catalogue.Contract, Plan = "standard", Evidence = Evidence, AsOfUs = asOf }, run.Viewer);

        JsonNode period = JsonNode.Parse(response.Statement)!["periods"]![0]!;
        Assert.Equal(("on_track", "0"), ((string)period["verdict"]!, (string)period["downtimeMinutes"]!));
    }

    [Fact]
    public async Task Every_error_of_the_evidence_is_reported_with_its_path()
    {
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());
        RateRequest request = new() { Contract = Catalogue.Contract, Plan = "standard", Evidence = """{"month": "2026-13", "outages": [{"start": "noon"}]}""" };

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => run.Sla.RateAsync(request, run.Viewer).ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(["evidence.month", "evidence.outages[0].start"], RpcErrorDetails.Find<BadRequest>(error)!.FieldViolations.Select(v => v.Field).Order());
    }

    [Theory]
    [InlineData("contracts/none", 0, StatusCode.NotFound)]
    [InlineData("infopromo", 0, StatusCode.InvalidArgument)]
    [InlineData("contracts/infopromo", -1, StatusCode.InvalidArgument)]
    [InlineData("contracts/infopromo", long.MaxValue, StatusCode.InvalidArgument)]
    public async Task A_wrong_question_is_refused(string contract, long asOfUs, StatusCode status)
    {
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());

        RpcException error = await Assert.ThrowsAsync<RpcException>(
            () => run.Sla.RateAsync(new RateRequest { Contract = contract, Plan = "standard", Evidence = Evidence, AsOfUs = asOfUs }, run.Viewer).ResponseAsync);

        Assert.Equal(status, error.StatusCode);
    }
}
