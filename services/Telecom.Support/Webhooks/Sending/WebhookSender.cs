using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using Telecom.Support.V1;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Webhooks.Sending;

/// <summary>Makes one try to deliver one event. What a try meets is told in words of our own: exceptions' texts may name what is ours or the URL.</summary>
internal sealed class WebhookSender(WebhookSignature signature, WebhookTransport transport, IOptions<WebhookOptions> options, TimeProvider timeProvider)
{
    private const string Agent = "telecom-webhooks/1";

    /// <summary>Posts an event.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="event">The event.</param>
    /// <param name="cancellationToken">Ends the try; it is then neither delivered nor failed.</param>
    public async Task<DeliveryOutcome> SendAsync(WebhookState webhook, CaseEvent @event, CancellationToken cancellationToken)
    {
        using var due = new CancellationTokenSource(options.Value.Timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken);
        try
        {
            using HttpRequestMessage request = Request(webhook, @event);
            using HttpResponseMessage response = await transport.SendAsync(request, either.Token);
            return Read(response);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException or AddressRefusedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return DeliveryOutcome.Failed(due.IsCancellationRequested
                ? string.Create(CultureInfo.InvariantCulture, $"no answer within {options.Value.Timeout.TotalSeconds} s")
                : Describe(exception));
        }
    }

    private HttpRequestMessage Request(WebhookState webhook, CaseEvent @event)
    {
        byte[] body = Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(@event));
        DateTimeOffset now = timeProvider.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        _ = request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        _ = request.Headers.TryAddWithoutValidation("webhook-id", @event.Id);
        _ = request.Headers.TryAddWithoutValidation("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        _ = request.Headers.TryAddWithoutValidation("webhook-signature", signature.Sign(webhook, @event.Id, now, body));
        return request;
    }

    private DeliveryOutcome Read(HttpResponseMessage response)
    {
        int code = (int)response.StatusCode;
        return code switch
        {
            >= 200 and < 300 => DeliveryOutcome.Delivered,
            (int)HttpStatusCode.Gone => new DeliveryOutcome(DeliveryKind.Gone, "HTTP 410: the receiver wants no more events", null),
            >= 300 and < 400 => DeliveryOutcome.Failed($"HTTP {code}: redirects are not followed", RetryAfter(response)),
            _ => DeliveryOutcome.Failed($"HTTP {code}", RetryAfter(response)),
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - timeProvider.GetUtcNow(),
        _ => null,
    };

    private static string Describe(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressRefusedException refused:
                    return refused.Message;
                case AuthenticationException:
                    return "TLS failed: the certificate or the protocol is not accepted";
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return "the host name cannot be looked up";
                case SocketException socket:
                    return $"no connection: {socket.SocketErrorCode}";
            }
        }

        return exception is HttpRequestException { HttpRequestError: var error and not HttpRequestError.Unknown }
            ? $"HTTP failed: {error}"
            : "the connection broke";
    }
}
