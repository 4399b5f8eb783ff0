namespace Telecom.Support.Webhooks.Sending;

/// <summary>What deliveries go through. It bears no name of the framework, so that nothing else takes it for its own, and logs nothing.</summary>
/// <param name="handler">The handler.</param>
internal sealed class WebhookTransport(HttpMessageHandler handler) : HttpMessageInvoker(handler);
