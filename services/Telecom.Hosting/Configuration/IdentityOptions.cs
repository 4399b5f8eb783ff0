using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>Section "Identity": the key files.</summary>
public sealed class IdentityOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Identity";

    /// <summary>Folder with "{service}.key.pem" and "trusted/{service}.pub.pem". Default "{Data:Directory}/identity".</summary>
    public string Directory { get; set; } = "";

    internal sealed class Validator(ServiceIdentity identity) : IValidateOptions<IdentityOptions>
    {
        public ValidateOptionsResult Validate(string? name, IdentityOptions options)
        {
            string key = IdentityKeys.PrivateKeyPath(options.Directory, identity.Name);
            string trusted = Path.Combine(options.Directory, "trusted");
            return new OptionErrors()
                .Require(File.Exists(key), "Identity:Directory", options.Directory, $"a folder with this service's private key {key}")
                .Require(
                    System.IO.Directory.Exists(trusted), "Identity:Directory", options.Directory, $"a folder with the public keys of all issuers in {trusted}")
                .ToResult();
        }
    }
}
