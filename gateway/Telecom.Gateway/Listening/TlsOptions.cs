using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Listening;

/// <summary>
/// Section "Listen:Tls": a second endpoint with TLS 1.2 and 1.3, where ALPN chooses between HTTP/1.1 and HTTP/2. Off unless an address is
/// given. The files are looked at while the gateway runs ("Gateway:Reload:Interval").
/// </summary>
internal sealed class TlsOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Listen:Tls";

    /// <summary>Address, "https://host:port"; empty (the default) for none.</summary>
    public string Address { get; set; } = "";

    /// <summary>
    /// PEM file with the certificate and its intermediates. Empty, together with <see cref="KeyFile"/>, for a certificate that is made at the
    /// first start and holds for this machine only; not in Production.
    /// </summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>PEM file with the certificate's private key, not encrypted.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Longest time for a handshake, 1 s to 1 min; default 10 s.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether clients show certificates: None (the default), Allow or Require.</summary>
    public ClientCertificatePolicy ClientCertificates { get; set; }

    /// <summary>PEM file with the authorities that clients' certificates must come from, at least one of them a root; needed unless none are asked for.</summary>
    public string ClientAuthorityFile { get; set; } = "";

    /// <summary>File with the authorities' revocation lists (RFC 5280; PEM, any number, or one in DER); empty (the default) for none.</summary>
    public string ClientRevocationFile { get; set; } = "";

    /// <summary>True when the endpoint is wanted.</summary>
    public bool Enabled => Address.Length > 0;

    /// <summary>True when the certificate is made here.</summary>
    public bool SelfMade => Enabled && CertificateFile.Length == 0 && KeyFile.Length == 0;

    internal sealed class Validator(IHostEnvironment environment) : IValidateOptions<TlsOptions>
    {
        public ValidateOptionsResult Validate(string? name, TlsOptions options) => !options.Enabled
            ? ValidateOptionsResult.Success
            : new OptionErrors()
                .Require(IsHttps(options.Address), "Listen:Tls:Address", options.Address, "https://host:port with an IP address, \"localhost\" or \"*\" as host")
                .Require(MayBeSelfMade(options) || File.Exists(options.CertificateFile), "Listen:Tls:CertificateFile", options.CertificateFile, Wanted("the certificate"))
                .Require(MayBeSelfMade(options) || File.Exists(options.KeyFile), "Listen:Tls:KeyFile", options.KeyFile, Wanted("the private key"))
                .Range("Listen:Tls:HandshakeTimeout", options.HandshakeTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1))
                .Require(Enum.IsDefined(options.ClientCertificates), "Listen:Tls:ClientCertificates", options.ClientCertificates, "None, Allow or Require")
                .Require(
                    options.ClientCertificates == ClientCertificatePolicy.None || File.Exists(options.ClientAuthorityFile),
                    "Listen:Tls:ClientAuthorityFile",
                    options.ClientAuthorityFile,
                    "a PEM file with the authorities of clients, since their certificates are asked for")
                .Require(
                    options.ClientRevocationFile.Length == 0 || File.Exists(options.ClientRevocationFile),
                    "Listen:Tls:ClientRevocationFile",
                    options.ClientRevocationFile,
                    "a file with revocation lists, or empty for none")
                .ToResult();

        private bool MayBeSelfMade(TlsOptions options) => options.SelfMade && !environment.IsProduction();

        private string Wanted(string what) => environment.IsProduction()
            ? $"a PEM file with {what}, since the environment is Production"
            : $"a PEM file with {what}, or no file at all for a certificate that is made here";

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
