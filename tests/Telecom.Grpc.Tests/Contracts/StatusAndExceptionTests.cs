using Grpc.Core;

namespace Telecom.Grpc.Tests.Contracts;

public sealed class StatusAndExceptionTests
{
    private static readonly Status NotFound = new(StatusCode.NotFound, "no circuit 7");

    [Fact]
    public void The_numbers_are_those_of_the_wire() => Assert.Equal(
        [
            "OK=0", "Cancelled=1", "Unknown=2", "InvalidArgument=3", "DeadlineExceeded=4", "NotFound=5", "AlreadyExists=6",
            "PermissionDenied=7", "ResourceExhausted=8", "FailedPrecondition=9", "Aborted=10", "OutOfRange=11", "Unimplemented=12",
            "Internal=13", "Unavailable=14", "DataLoss=15", "Unauthenticated=16",
        ],
        Enum.GetValues<StatusCode>().Select(code => $"{code}={(int)code}"));

    [Fact]
    public void The_default_status_is_success_without_detail()
    {
        Assert.Equal(StatusCode.OK, default(Status).StatusCode);
        Assert.Empty(default(Status).Detail);
        Assert.Equal(StatusCode.OK, Status.DefaultSuccess.StatusCode);
        Assert.Empty(Status.DefaultSuccess.Detail);
        Assert.Equal(StatusCode.Cancelled, Status.DefaultCancelled.StatusCode);
    }

    [Fact]
    public void A_status_in_words_has_code_and_detail()
    {
        Assert.Equal("Status(StatusCode=\"NotFound\", Detail=\"no circuit 7\")", NotFound.ToString());
        Assert.Equal("Status(StatusCode=\"OK\", Detail=\"\")", Status.DefaultSuccess.ToString());
    }

    [Fact]
    public void A_status_in_words_names_the_local_exception()
    {
        var status = new Status(StatusCode.Unavailable, "down", new IOException("reset"));

        Assert.Equal("Status(StatusCode=\"Unavailable\", Detail=\"down\", DebugException=\"System.IO.IOException: reset\")", status.ToString());
    }

    [Fact]
    public void The_message_of_the_exception_is_the_status_in_words_unless_given()
    {
        Assert.Equal(NotFound.ToString(), new RpcException(NotFound).Message);
        Assert.Equal(NotFound.ToString(), new RpcException(NotFound, new Metadata()).Message);
        Assert.Equal("own words", new RpcException(NotFound, "own words").Message);
        Assert.Equal("own words", new RpcException(NotFound, new Metadata(), "own words").Message);
    }

    [Fact]
    public void The_exception_carries_status_and_trailers()
    {
        var trailers = new Metadata { { "why", "typo" } };
        var error = new RpcException(NotFound, trailers);

        Assert.Equal(StatusCode.NotFound, error.StatusCode);
        Assert.Equal("no circuit 7", error.Status.Detail);
        Assert.Same(trailers, error.Trailers);
        Assert.Empty(new RpcException(NotFound).Trailers);
        Assert.Throws<ArgumentNullException>(() => new RpcException(NotFound, (Metadata)null!));
    }

    [Fact]
    public void The_local_exception_behind_a_status_is_the_inner_exception()
    {
        var cause = new IOException("reset");

        Assert.Same(cause, new RpcException(new Status(StatusCode.Unavailable, "down", cause)).InnerException);
        Assert.Null(new RpcException(NotFound).InnerException);
    }
}
