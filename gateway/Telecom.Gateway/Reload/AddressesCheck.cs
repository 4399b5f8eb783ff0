using System.Globalization;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Proxy;
using Telecom.Hosting;

namespace Telecom.Gateway.Reload;

/// <summary>Checks where a backend is: "Services:{backend}:Address", ":Addresses" and ":Deadline".</summary>
/// <param name="backend">Name of the backend.</param>
/// <param name="endpoints">What is right for the one address.</param>
/// <param name="lists">What is right for several.</param>
internal sealed class AddressesCheck(
    string backend, IEnumerable<IValidateOptions<ServiceEndpoint>> endpoints, IEnumerable<IValidateOptions<BackendAddresses>> lists) : ISettingsCheck
{
    /// <inheritdoc/>
    public string Section => BackendAddresses.Section(backend);

    /// <inheritdoc/>
    public bool Covers(string key) => Is(key, "Address") || Is(key, "Deadline") || Is(key, "Addresses")
        || key.StartsWith($"{Section}:Addresses:", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<string> Check(IReadOnlyDictionary<string, string?> written, IConfiguration all)
    {
        IReadOnlyList<string> addresses = BackendAddresses.Read(all, backend);
        var endpoint = new ServiceEndpoint { Address = all[$"{Section}:Address"] is { Length: > 0 } one ? one : addresses[0] };
        if (all[$"{Section}:Deadline"] is { } text)
        {
            if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan deadline))
            {
                return [$"{Section}:Deadline is \"{text}\", which is no time like \"00:00:05\""];
            }

            endpoint.Deadline = deadline;
        }

        return endpoints.Select(validator => validator.Validate(backend, endpoint))
            .Concat(lists.Select(validator => validator.Validate(backend, new BackendAddresses { All = addresses })))
            .SelectMany(result => result.Failures ?? []);
    }

    private bool Is(string key, string name) => key.Equals($"{Section}:{name}", StringComparison.OrdinalIgnoreCase);
}
