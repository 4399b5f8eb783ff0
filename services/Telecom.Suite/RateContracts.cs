using Telecom.Contracts;
using Telecom.Sla.Domain.Names;

namespace Telecom.Suite;

/// <summary>Finds and reads the contract document that a command names.</summary>
internal static class RateContracts
{
    /// <summary>Reads a document.</summary>
    /// <param name="contract">Id of a contract of the folder contracts/, or a file.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The document, or lines that say what is wrong.</returns>
    public static async Task<(ContractDocument? Document, IReadOnlyList<string> Errors)> ReadAsync(string contract, CancellationToken cancellationToken)
    {
        (string? file, string error) = Find(contract);
        if (file is null)
        {
            return (null, [error]);
        }

        (byte[]? bytes, error) = await RateFiles.ReadAsync("--contract", file, ContractLoader.MaxBytes, cancellationToken);
        if (bytes is null)
        {
            return (null, [error]);
        }

        ContractLoadResult result = ContractLoader.Load(bytes, Path.GetFileName(file));
        return (result.Document, [.. result.Errors.Select(wrong => wrong.ToString())]);
    }

    /// <summary>A name is looked up in the folder that "telecom up" serves; what ends with .yaml or .yml, or has a folder, is a file.</summary>
    private static (string? File, string Error) Find(string contract)
    {
        if (contract.EndsWith(".yaml", StringComparison.Ordinal) || contract.EndsWith(".yml", StringComparison.Ordinal) || contract != Path.GetFileName(contract))
        {
            return (contract, "");
        }

        if (Folder() is not { } folder)
        {
            return (null, $"--contract '{contract}': there is no folder contracts/ here, beside the program or above it; give the file of a contract document");
        }

        string file = Path.Combine(folder, contract + ".yaml");
        if (ResourceName.IsId(contract) && File.Exists(file))
        {
            return (file, "");
        }

        IEnumerable<string?> names = Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        return (null, $"--contract '{contract}': no such contract; contracts: {string.Join(", ", names)}; or the file of a contract document (.yaml)");
    }

    /// <summary>The folder contracts/ of the current directory, else the nearest one beside the program or above it.</summary>
    private static string? Folder()
    {
        List<string> places = [Path.GetFullPath("contracts")];
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            places.Add(Path.Combine(folder.FullName, "contracts"));
        }

        return places.Find(Directory.Exists);
    }
}
