using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Listening;

/// <summary>Section "Listen:Tls": a second endpoint with TLS, where ALPN chooses between HTTP/1.1 and HTTP/2. Off unless an address is given.</summary>
internal sealed class TlsOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Listen:Tls";

    /// <summary>Address, "https://host:port"; empty (the default) for none.</summary>
    public string Address { get; set; } = "";

    /// <summary>PEM file with the certificate and its intermediates.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>PEM file with the certificate's private key, not encrypted.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>True when the endpoint is wanted.</summary>
    public bool Enabled => Address.Length > 0;

    internal sealed class Validator : IValidateOptions<TlsOptions>
    {
        public ValidateOptionsResult Validate(string? name, TlsOptions options) => !options.Enabled
            ? ValidateOptionsResult.Success
            : new OptionErrors()
                .Require(IsHttps(options.Address), "Listen:Tls:Address", options.Address, "https://host:port with an IP address, \"localhost\" or \"*\" as host")
                .Require(File.Exists(options.CertificateFile), "Listen:Tls:CertificateFile", options.CertificateFile, "a PEM file with the certificate")
                .Require(File.Exists(options.KeyFile), "Listen:Tls:KeyFile", options.KeyFile, "a PEM file with the private key")
                .ToResult();

        private static bool IsHttps(string address)
        {
            try
            {
                return BindingAddress.Parse(address).Scheme == "https";
            }
            catch (FormatException)
            {
                return false;
            }
        }
    }
}
