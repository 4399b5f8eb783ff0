using System.Security.Cryptography;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Contracts;
using Telecom.Sla.Domain.Names;

namespace Telecom.Catalog.Contracts;

/// <summary>Reads the contract documents of the folder.</summary>
internal sealed partial class ContractFolder(IOptions<ContractsOptions> options, ILogger<ContractFolder> logger)
{
    private const int MaxErrorsInMessage = 10;

    /// <summary>The folder that a setting means; null when there is none.</summary>
    public static string? Find(string directory)
    {
        if (string.IsNullOrWhiteSpace(directory))
        {
            return null;
        }

        List<string> places = [Path.GetFullPath(directory)];
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null && !Path.IsPathRooted(directory); folder = folder.Parent)
        {
            places.Add(Path.Combine(folder.FullName, directory));
        }

        return places.Find(Directory.Exists);
    }

    /// <summary>Reads every document, by name.</summary>
    /// <exception cref="InvalidDataException">Some documents are wrong; every error of every document was logged.</exception>
    public IReadOnlyList<LoadedContract> Load()
    {
        string folder = Find(options.Value.Directory) ?? throw new DirectoryNotFoundException(options.Value.Directory);
        List<LoadedContract> loaded = [];
        List<string> errors = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            byte[] bytes = File.ReadAllBytes(path);
            ContractLoadResult result = ContractLoader.Load(bytes, Path.GetFileName(path));
            foreach (ContractError error in result.Errors)
            {
                errors.Add(error.ToString());
                Log.Wrong(logger, error);
            }

            if (result.IsValid)
            {
                loaded.Add(new LoadedContract(ToProto(result.Document, bytes), result.Document));
            }
        }

        foreach (IGrouping<string, LoadedContract> same in loaded.GroupBy(l => l.Contract.Name).Where(g => g.Count() > 1))
        {
            errors.Add($"{same.Key} is in two files");
            Log.Twice(logger, same.Key, folder);
        }

        if (errors.Count > 0)
        {
            throw new InvalidDataException(
                $"{errors.Count} errors in the contract documents of {folder}, all of them in the log: {string.Join("; ", errors.Take(MaxErrorsInMessage))}");
        }

        Log.Loaded(logger, loaded.Count, folder);
        return loaded;
    }

    private static Contract ToProto(ContractDocument document, byte[] bytes) => new()
    {
        Name = ResourceName.IsId(document.Id)
            ? $"contracts/{document.Id}"
            : throw new InvalidDataException($"The contract id \"{document.Id}\" is not an id: {ResourceName.IdRule}."),
        Title = document.Title,
        Provider = document.Provider,
        Plans = { document.Newest.Plans.Select(p => p.Id) },
        Document = UnsafeByteOperations.UnsafeWrap(bytes),
        DocumentSha256 = UnsafeByteOperations.UnsafeWrap(SHA256.HashData(bytes)),
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 1011, Level = LogLevel.Error, Message = "{Error}")]
        public static partial void Wrong(ILogger logger, ContractError error);

        [LoggerMessage(EventId = 1012, Level = LogLevel.Error, Message = "{Contract} is in two files of {Folder}")]
        public static partial void Twice(ILogger logger, string contract, string folder);

        [LoggerMessage(EventId = 1013, Level = LogLevel.Information, Message = "{Count} contracts in {Folder}")]
        public static partial void Loaded(ILogger logger, int count, string folder);
    }
}
