using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>Options that are checked before the service starts.</summary>
public static class OptionsExtensions
{
    /// <summary>Binds an options class to a configuration section and validates it at start, all errors at once.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <typeparam name="TValidator">Its validator.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="section">Configuration section.</param>
    public static OptionsBuilder<TOptions> AddValidated<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        return services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }

    /// <summary>
    /// The options, or null when they are wrong. Some are needed while the host is being built, before anything is validated; the
    /// validation at start then refuses the wrong ones together with all others.
    /// </summary>
    internal static TOptions? ValueIfValid<TOptions>(this IOptions<TOptions> options)
        where TOptions : class
    {
        try
        {
            return options.Value;
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }
}
