using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Catalog.Contracts;

/// <summary>Section "Contracts": where the contract documents are.</summary>
internal sealed class ContractsOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Contracts";

    /// <summary>
    /// Folder with one "*.yaml" file for each contract, default "contracts". A relative folder is looked for in the current directory, then beside the
    /// program and in each folder above it.
    /// </summary>
    public string Directory { get; set; } = "contracts";

    internal sealed class Validator : IValidateOptions<ContractsOptions>
    {
        public ValidateOptionsResult Validate(string? name, ContractsOptions options) => new OptionErrors()
            .Require(ContractFolder.Find(options.Directory) is not null, "Contracts:Directory", options.Directory, "an existing folder")
            .ToResult();
    }
}
