using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Support.Webhooks.Sending;
using Telecom.Support.Webhooks.State;
using Telecom.Support.Webhooks.Work;

namespace Telecom.Support.Webhooks;

/// <summary>Puts the webhooks into the service.</summary>
internal static class WebhookRegistration
{
    /// <summary>Adds the webhooks. The store must be opened by a service that starts before them.</summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        _ = services.AddValidated<WebhookOptions, WebhookOptions.Validator>(WebhookOptions.Section);
        _ = services.AddSingleton<WebhookKeys>().AddSingleton<WebhookSignature>().AddSingleton<WebhookSender>();
        _ = services.AddSingleton(provider => new WebhookTransport(WebhookHandler.Create(provider.GetRequiredService<IOptions<WebhookOptions>>().Value)));
        _ = services.AddSingleton(provider => new RetrySchedule(provider.GetRequiredService<IOptions<WebhookOptions>>(), Random.Shared.NextDouble));
        _ = services.AddSingleton<WebhookRegistry>().AddSingleton<WebhookStore>().AddSingleton<WebhookCommands>();
        _ = services.AddSingleton<WebhookMetrics>().AddSingleton<WebhookWork>().AddSingleton<WebhookWorkers>();
        return services.AddHostedService<WebhookDispatcher>();
    }
}
