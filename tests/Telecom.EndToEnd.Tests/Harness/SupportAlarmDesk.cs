using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Support.V1;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>The support desk of a rig: opens cases at each process of the support service.</summary>
internal sealed class SupportAlarmDesk : IDisposable
{
    private const int OpenersAtOnce = 16;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private readonly GrpcChannel[] _channels;
    private readonly ITokenIssuer _issuer;

    public SupportAlarmDesk(Rig rig, IEnumerable<string> replicas)
    {
        _channels = [.. replicas.Select(replica => GrpcChannel.ForAddress(rig.Address(replica)))];
        _issuer = IdentityKeys.OpenIssuer(Path.Combine(rig.DataFolder, "identity"), ServiceNames.Gateway, TimeProvider.System);
    }

    public SupportService.SupportServiceClient Client(int replica) => new(_channels[replica % _channels.Length]);

    public Metadata Identity() => new()
    {
        { "authorization", $"Bearer {_issuer.Issue(new Caller("Sam", null, new HashSet<Role> { Role.Support }, null), TimeSpan.FromMinutes(5))}" },
    };

    /// <summary>Opens cases of severity "1"; the calls go to all processes in turn, and again while one is away.</summary>
    /// <param name="customer">Resource name of the customer.</param>
    /// <param name="count">Number of cases.</param>
    /// <param name="reportedAtUs">When the case of a number was reported, asked just before it is opened.</param>
    /// <returns>The cases by name.</returns>
    public async Task<IReadOnlyDictionary<string, Case>> OpenAsync(string customer, int count, Func<int, long> reportedAtUs)
    {
        ConcurrentDictionary<string, Case> opened = new(StringComparer.Ordinal);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = OpenersAtOnce };
        await Parallel.ForAsync(0, count, parallel, async (i, _) =>
        {
            var request = new OpenCaseRequest
            {
                Parent = customer,
                RequestId = Guid.NewGuid().ToString(),
                Case = new Case { Subscription = $"{customer}/subscriptions/main", Severity = "1", Title = $"Case {i}", ReportedAtUs = reportedAtUs(i) },
            };

            // A call may come before the service has heard of the customer, or die with it; the request id makes the repetition harmless.
            Case one = (await Until.Async(
                "the case is opened", Bound, async () => await Client(i).OpenCaseAsync(request, Identity()), response => response.Case is not null)).Case;
            Assert.True(opened.TryAdd(one.Name, one), $"{one.Name} was opened twice");
        });
        return opened;
    }

    public void Dispose()
    {
        foreach (GrpcChannel channel in _channels)
        {
            channel.Dispose();
        }
    }
}
