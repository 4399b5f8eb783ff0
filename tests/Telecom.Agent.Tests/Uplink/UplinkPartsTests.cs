using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Telecom.Agent.Uplink;

namespace Telecom.Agent.Tests.Uplink;

public class UplinkPartsTests
{
    [Fact]
    public void Waits_are_random_below_a_bound_that_doubles_to_its_maximum_and_never_below_the_servers_floor()
    {
        Backoff backoff = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(60), new Random(7));
        double[] bounds = [0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60];
        foreach (double bound in bounds)
        {
            Assert.Equal(TimeSpan.FromSeconds(bound), backoff.Bound);
            Assert.InRange(backoff.Next(TimeSpan.Zero), TimeSpan.Zero, TimeSpan.FromSeconds(bound));
        }

        Assert.Equal(TimeSpan.FromMinutes(5), backoff.Next(TimeSpan.FromMinutes(5)));
        for (int i = 0; i < 5000; i++)
        {
            Assert.InRange(backoff.Next(TimeSpan.Zero), TimeSpan.Zero, TimeSpan.FromSeconds(60));
        }

        backoff.Reset();
        Assert.Equal(TimeSpan.FromMilliseconds(500), backoff.Bound);
    }

    [Fact]
    public void Waits_fill_the_whole_range()
    {
        Backoff backoff = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), new Random(3));
        double[] waits = [.. Enumerable.Range(0, 1000).Select(_ => backoff.Next(TimeSpan.Zero).TotalSeconds)];
        for (int tenth = 0; tenth < 10; tenth++)
        {
            Assert.InRange(waits.Count(w => w >= tenth * 6 && w < tenth * 6 + 6), 50, 200);
        }
    }

    [Fact]
    public void The_reason_and_the_floor_are_read_from_the_details_of_an_error()
    {
        Google.Rpc.Status status = new()
        {
            Details =
            {
                Any.Pack(new ErrorInfo { Reason = "STORE_UNAVAILABLE", Domain = "telecom-sla" }),
                Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(3)) }),
            },
        };
        RpcException exception = new(new Grpc.Core.Status(StatusCode.Unavailable, ""), new Metadata { { "grpc-status-details-bin", status.ToByteArray() } });
        Assert.Equal(new RetryAdvice("STORE_UNAVAILABLE", TimeSpan.FromSeconds(3)), RetryAdvice.Of(exception));
    }

    [Fact]
    public void An_error_with_no_details_or_broken_ones_gives_no_advice()
    {
        Assert.Equal(new RetryAdvice("", TimeSpan.Zero), RetryAdvice.Of(new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, ""))));
        Metadata broken = new() { { "grpc-status-details-bin", new byte[] { 0xff, 0xff, 0xff } } };
        Assert.Equal(new RetryAdvice("", TimeSpan.Zero), RetryAdvice.Of(new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, ""), broken)));
    }

    [Theory]
    [InlineData("tsk_a1", null)]
    [InlineData("  tsk_a1\n", null)]
    [InlineData("", "empty")]
    [InlineData(" \n", "empty")]
    [InlineData("two words", "characters")]
    [InlineData("schlüssel", "characters")]
    public void A_key_is_read_from_its_file_and_the_error_names_the_place_and_never_the_key(string content, string? error)
    {
        using Support.TempFolder folder = new();
        string path = folder.File("key");
        File.WriteAllText(path, content);
        ApiKeySource source = new(path, null);
        string? said = source.TryRead(out string key);
        if (error is null)
        {
            Assert.Null(said);
            Assert.Equal(content.Trim(), key);
            Assert.DoesNotContain(key, source.ToString(), StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(error, said, StringComparison.Ordinal);
            Assert.Contains(path, said, StringComparison.Ordinal);
        }

        Assert.NotNull(new ApiKeySource(folder.File("absent"), null).TryRead(out _));
        Assert.NotNull(new ApiKeySource(null, "TELECOM_NO_SUCH_VARIABLE").TryRead(out _));
    }
}
