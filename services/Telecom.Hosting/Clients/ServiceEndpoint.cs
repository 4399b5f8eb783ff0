using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>Section "Services:{service}": where another service is.</summary>
public sealed class ServiceEndpoint
{
    /// <summary>h2c address, "http://host:port". Default: loopback with that service's own port.</summary>
    public string Address { get; set; } = "";

    /// <summary>Deadline of a unary call that sets none, 100 ms to 5 min; default 5 s.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(5);

    internal sealed class Validator : IValidateOptions<ServiceEndpoint>
    {
        public ValidateOptionsResult Validate(string? name, ServiceEndpoint options) => new OptionErrors()
            .Require(
                Uri.TryCreate(options.Address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.AbsolutePath == "/",
                $"Services:{name}:Address",
                options.Address,
                "http://host:port")
            .Range($"Services:{name}:Deadline", options.Deadline, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5))
            .ToResult();
    }
}
