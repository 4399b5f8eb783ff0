using System.Net;
using System.Net.Http.Headers;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;

namespace Telecom.Hosting.Tests;

public sealed class ErrorTests : IAsyncLifetime
{
    private SampleHost? _host;

    private SampleHost Host => _host!;

    public async Task InitializeAsync() => _host = await SampleHost.StartAsync();

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    [Fact]
    public async Task Several_violations_arrive_together_with_reason_and_correlation_id()
    {
        Host.Behaviour.OnUnary = _ => throw RpcFailure.Invalid(
        [
            new FieldViolation("customer.name", "\"Ä\" is not an id", "MALFORMED_NAME"),
            new FieldViolation("customer.display_name", "is empty; allowed: 1 to 200 characters", "OUT_OF_RANGE"),
        ]);
        RpcException error = await FailAsync(new Metadata { { "x-correlation-id", "ticket-4711" } });

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.True(RpcErrorDetails.TryRead(error, out Google.Rpc.Status? status));
        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.Equal(error.Status.Detail, status.Message);
        ErrorInfo info = RpcErrorDetails.Find<ErrorInfo>(error)!;
        Assert.Equal("INVALID_ARGUMENT", info.Reason);
        Assert.Equal("telecom-sla", info.Domain);
        Assert.Equal("customer.name, customer.display_name", info.Metadata["fields"]);
        BadRequest bad = RpcErrorDetails.Find<BadRequest>(error)!;
        Assert.Equal(["customer.name", "customer.display_name"], bad.FieldViolations.Select(v => v.Field));
        Assert.Equal(["MALFORMED_NAME", "OUT_OF_RANGE"], bad.FieldViolations.Select(v => v.Reason));
        Assert.Equal("ticket-4711", RpcErrorDetails.Find<RequestInfo>(error)!.RequestId);
        Assert.Equal(status.Details.Count, status.Details.Select(d => d.TypeUrl).Distinct().Count());
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("a\tb")]
    [InlineData("x234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task A_correlation_id_that_could_forge_a_log_line_is_replaced(string sent)
    {
        Host.Behaviour.OnUnary = _ => throw RpcFailure.NotFound("customers/x");
        RpcException error = await FailAsync(new Metadata { { "x-correlation-id", sent } });
        Assert.Matches("^[0-9a-f]{32}$", RpcErrorDetails.Find<RequestInfo>(error)!.RequestId);
    }

    [Fact]
    public async Task Retry_information_arrives()
    {
        Host.Behaviour.OnUnary = _ => throw RpcFailure.Unavailable(ErrorReason.StoreUnavailable, "The disk is full.", TimeSpan.FromSeconds(7));
        RpcException error = await FailAsync();
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Equal("STORE_UNAVAILABLE", RpcErrorDetails.ReasonOf(error));
        Assert.Equal(TimeSpan.FromSeconds(7), RpcErrorDetails.Find<RetryInfo>(error)!.RetryDelay.ToTimeSpan());
    }

    [Fact]
    public async Task An_unexpected_exception_tells_the_caller_only_the_id_that_finds_it_in_the_log()
    {
        Host.Behaviour.OnUnary = _ => throw new InvalidDataException("secret: row 12 of /var/lib");
        RpcException error = await FailAsync(new Metadata { { "x-correlation-id", "find-me" } });
        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.Equal("INTERNAL", RpcErrorDetails.ReasonOf(error));
        Assert.Contains("find-me", error.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        (LogLevel level, _, _, string text, Exception? exception) = Assert.Single(Host.Logs.Entries, e => e.Level >= LogLevel.Error);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("find-me", text, StringComparison.Ordinal);
        Assert.IsType<InvalidDataException>(exception);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, StatusCode.Unavailable, "DEPENDENCY_UNAVAILABLE")]
    [InlineData(StatusCode.DeadlineExceeded, StatusCode.Unavailable, "DEPENDENCY_UNAVAILABLE")]
    [InlineData(StatusCode.Cancelled, StatusCode.Unavailable, "DEPENDENCY_UNAVAILABLE")]
    [InlineData(StatusCode.Unauthenticated, StatusCode.Internal, "INTERNAL")]
    [InlineData(StatusCode.PermissionDenied, StatusCode.Internal, "INTERNAL")]
    [InlineData(StatusCode.NotFound, StatusCode.NotFound, "NOT_FOUND")]
    public async Task The_status_of_a_called_service_is_not_passed_on_blindly(StatusCode called, StatusCode answered, string reason)
    {
        Host.Behaviour.OnUnary = _ => throw new RpcException(new Grpc.Core.Status(called, "from afar"));
        RpcException error = await FailAsync();
        Assert.Equal(answered, error.StatusCode);
        Assert.Equal(reason, RpcErrorDetails.ReasonOf(error));
    }

    [Fact]
    public async Task A_message_above_the_limit_is_refused_with_details()
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(async () => await Host.Catalog.CreateCustomerAsync(
            new CreateCustomerRequest { Customer = new Customer { DisplayName = new string('x', 5 * 1024 * 1024) } }, Host.As(Role.Admin)));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task Thousands_of_violations_still_arrive()
    {
        Host.Behaviour.OnUnary = _ => throw RpcFailure.Invalid(
            Enumerable.Range(0, 5000).Select(i => new FieldViolation($"items[{i}].name", new string('y', 300), "MALFORMED_NAME")));
        RpcException error = await FailAsync();
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        BadRequest bad = RpcErrorDetails.Find<BadRequest>(error)!;
        Assert.InRange(bad.FieldViolations.Count, 2, 100);
        Assert.Equal($"and {5000 - (bad.FieldViolations.Count - 1)} more", bad.FieldViolations[^1].Description);
        Assert.InRange(error.Trailers.Single(t => t.Key == RpcErrorDetails.TrailerName).ValueBytes.Length, 1, 6 * 1024);
    }

    [Fact]
    public async Task A_cancelled_call_is_not_an_error_of_the_server()
    {
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Host.Behaviour.OnUnary = async context =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
        };
        using CancellationTokenSource cancel = new();
        Task call = Host.Catalog.ListContractsAsync(new ListContractsRequest(), Host.As(Role.Admin), cancellationToken: cancel.Token).ResponseAsync;
        await entered.Task.WaitAsync(Until.Bound);
        await cancel.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => call)).StatusCode);
        await Until.TrueAsync(() => Host.Logs.Entries.Any(e => e.Id.Id == 102), "the cancellation is logged");
        Assert.DoesNotContain(Host.Logs.Entries, e => e.Level >= LogLevel.Warning);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_vanishes_in_mid_stream_is_not_an_error_of_the_server(bool wholeConnection)
    {
        const int Calls = 30;
        int ended = 0;
        Host.Behaviour.OnStream = async (requests, responses, context) =>
        {
            try
            {
                while (await requests.MoveNext(CancellationToken.None))
                {
                    await responses.WriteAsync(new StreamSamplesResponse());
                }
            }
            finally
            {
                Interlocked.Increment(ref ended);
            }
        };
        for (int i = 0; i < Calls; i++)
        {
            using GrpcChannel channel = GrpcChannel.ForAddress(Host.Address);
            AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call =
                new IngestionService.IngestionServiceClient(channel).StreamSamples(Host.As(Role.Agent));
            await call.RequestStream.WriteAsync(new StreamSamplesRequest());
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
            if (wholeConnection)
            {
                channel.Dispose();
            }

            call.Dispose();
        }

        await Until.TrueAsync(() => ended == Calls, "every handler ends");
        await Until.TrueAsync(() => Host.Logs.Entries.Count(e => e.Id.Id is 102 or 103) == Calls, "every end is logged");
        Assert.DoesNotContain(Host.Logs.Entries, e => e.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task A_passed_deadline_is_deadline_exceeded()
    {
        bool entered = false;
        Host.Behaviour.OnUnary = context =>
        {
            entered = true;
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
        };
        // On a busy machine a short deadline may pass before the call arrives; then a longer one is tried.
        for (int seconds = 1; !entered && seconds <= 16; seconds *= 2)
        {
            DateTime deadline = TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(seconds) / 2;
            RpcException error = await Assert.ThrowsAsync<RpcException>(
                async () => await Host.Catalog.ListContractsAsync(new ListContractsRequest(), Host.As(Role.Admin), deadline));
            Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        }

        Assert.True(entered);
        await Until.TrueAsync(() => Host.Logs.Entries.Any(e => e.Id.Id == 102), "the cancellation is logged");
        Assert.DoesNotContain(Host.Logs.Entries, e => e.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task An_error_in_mid_stream_follows_the_messages_before_it()
    {
        Host.Behaviour.OnStream = async (requests, responses, context) =>
        {
            Assert.True(await requests.MoveNext(context.CancellationToken));
            await responses.WriteAsync(new StreamSamplesResponse { Ack = new Ack { DurableSequence = 3 } });
            throw new RpcFailure(StatusCode.Aborted, ErrorReason.Superseded, "A newer stream took over.");
        };
        using AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call = Host.Ingestion.StreamSamples(Host.As(Role.Agent));
        await call.RequestStream.WriteAsync(new StreamSamplesRequest());
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(3UL, call.ResponseStream.Current.Ack.DurableSequence);
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(StatusCode.Aborted, error.StatusCode);
        Assert.Equal("SUPERSEDED", RpcErrorDetails.ReasonOf(error));
    }

    /// <summary>Some exporters decide about retrying from the headers alone, so an early error must be Trailers-Only.</summary>
    [Fact]
    public async Task An_error_before_any_response_is_trailers_only()
    {
        Host.Behaviour.OnUnary = _ => throw RpcFailure.Unavailable(ErrorReason.StoreUnavailable, "The disk is full.", TimeSpan.FromSeconds(1));
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Post, $"{Host.Address}/telecom.catalog.v1.CatalogService/ListContracts")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]),
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Host.TokenOf(Callers.Of(Role.Admin)));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(["14"], response.Headers.GetValues("grpc-status"));
        byte[] details = Decode(response.Headers.GetValues(RpcErrorDetails.TrailerName).Single());
        Assert.Equal("The disk is full.", Google.Rpc.Status.Parser.ParseFrom(details).Message);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Empty(response.TrailingHeaders);
    }

    [Fact]
    public void Details_that_cannot_be_read_are_no_details()
    {
        RpcException none = new(new Grpc.Core.Status(StatusCode.Internal, ""));
        Assert.False(RpcErrorDetails.TryRead(none, out _));
        RpcException broken = new(new Grpc.Core.Status(StatusCode.Internal, ""), new Metadata { { RpcErrorDetails.TrailerName, new byte[] { 0xff, 0xff } } });
        Assert.False(RpcErrorDetails.TryRead(broken, out _));
        Assert.Null(RpcErrorDetails.ReasonOf(broken));
    }

    [Fact]
    public void Every_reason_but_unspecified_has_a_wire_name()
    {
        foreach (ErrorReason reason in Enum.GetValues<ErrorReason>().Where(r => r != ErrorReason.Unspecified))
        {
            Assert.Matches("^[A-Z][A-Z0-9_]{0,62}$", ErrorStatus.NameOf(reason));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new RpcFailure(StatusCode.Internal, ErrorReason.Unspecified, ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RpcFailure(StatusCode.OK, ErrorReason.Internal, ""));
    }

    private async Task<RpcException> FailAsync(Metadata? more = null)
    {
        Metadata headers = Host.As(Role.Admin);
        foreach (Metadata.Entry entry in more ?? [])
        {
            headers.Add(entry);
        }

        return await Assert.ThrowsAsync<RpcException>(async () => await Host.Catalog.ListContractsAsync(new ListContractsRequest(), headers));
    }

    private static byte[] Decode(string base64) => Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='));
}
