using System.Net;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Support.Tests.Webhooks.Fixtures;

/// <summary>Receivers of all URLs, in place of the network: it keeps what it gets and answers what a test says.</summary>
internal sealed class FakeReceiver(ManualTimeProvider clock) : HttpMessageHandler
{
    private readonly List<Delivery> _deliveries = [];

    /// <summary>The answer to a delivery; 204 unless set.</summary>
    public Func<Delivery, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = (_, _) => Code(HttpStatusCode.NoContent);

    public IReadOnlyList<Delivery> All
    {
        get
        {
            lock (_deliveries)
            {
                return [.. _deliveries];
            }
        }
    }

    public static Task<HttpResponseMessage> Code(HttpStatusCode code) => Task.FromResult(new HttpResponseMessage(code));

    public void Always(HttpStatusCode code) => Answer = (_, _) => Code(code);

    public IReadOnlyList<string> Ids(string url) => [.. All.Where(one => one.Url == url).Select(one => one.Id)];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal(HttpMethod.Post, request.Method);
        var got = new Delivery(
            request.RequestUri!.ToString(),
            request.Headers.GetValues("webhook-id").Single(),
            request.Headers.GetValues("webhook-timestamp").Single(),
            request.Headers.GetValues("webhook-signature").Single(),
            request.Content!.Headers.ContentType!.ToString(),
            await request.Content.ReadAsByteArrayAsync(cancellationToken),
            clock.GetUtcNow());
        lock (_deliveries)
        {
            _deliveries.Add(got);
        }

        return await Answer(got, cancellationToken);
    }
}
