using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Proxy;

/// <summary>
/// The addresses of one backend, among which calls are spread; the options' name is the backend's. "Services:{backend}:Addresses" is a list
/// (Addresses:0, Addresses:1) or one text with commas; without it, "Services:{backend}:Address" is the only one.
/// </summary>
internal sealed class BackendAddresses
{
    /// <summary>h2c or TLS addresses, "http://host:port"; at least one.</summary>
    public IReadOnlyList<string> All { get; set; } = [];

    /// <summary>What the settings say.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="backend">Name of the backend.</param>
    public static IReadOnlyList<string> Read(IConfiguration configuration, string backend)
    {
        IConfigurationSection section = configuration.GetSection(Section(backend));
        IConfigurationSection list = section.GetSection("Addresses");
        string[] several =
        [
            .. (list.Value ?? "").Split(',').Concat(list.GetChildren().Select(child => child.Value ?? ""))
                .Select(address => address.Trim()).Where(address => address.Length > 0),
        ];
        return several.Length > 0 ? several
            : section["Address"] is { Length: > 0 } address ? [address]
            : [ServiceNames.DefaultAddress(backend)];
    }

    /// <summary>Configuration section of a backend.</summary>
    /// <param name="backend">Name of the backend.</param>
    public static string Section(string backend) => $"Services:{backend}";

    internal sealed class Validator : IValidateOptions<BackendAddresses>
    {
        public ValidateOptionsResult Validate(string? name, BackendAddresses options)
        {
            string setting = $"{Section(name ?? "")}:Addresses";
            var errors = new OptionErrors();
            foreach (string address in options.All)
            {
                _ = errors.Require(
                    Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.AbsolutePath == "/",
                    setting,
                    address,
                    "http://host:port, several with commas between them");
            }

            return errors
                .Require(options.All.Distinct(StringComparer.OrdinalIgnoreCase).Count() == options.All.Count, setting, string.Join(',', options.All), "each address once")
                .ToResult();
        }
    }
}
