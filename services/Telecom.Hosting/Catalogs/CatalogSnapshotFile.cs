using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Telecom.Catalog.V1;

namespace Telecom.Hosting;

/// <summary>The last snapshot on disk, replaced atomically.</summary>
internal sealed partial class CatalogSnapshotFile(DataFolder data, ILogger<CatalogSnapshotFile> logger)
{
    private string FilePath => Path.Combine(data.Own, "catalog-snapshot.binpb");

    /// <summary>The snapshot; null when there is none that can be read. A damaged file is a lost cache, nothing more.</summary>
    public CatalogSnapshot? TryRead()
    {
        try
        {
            return File.Exists(FilePath) ? CatalogSnapshot.Parser.ParseFrom(File.ReadAllBytes(FilePath)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidProtocolBufferException)
        {
            Log.Unreadable(logger, exception, FilePath);
            return null;
        }
    }

    /// <summary>Keeps a snapshot. A failure is logged: the service works on from memory.</summary>
    public void Write(CatalogSnapshot snapshot)
    {
        try
        {
            PrivateFiles.Replace(FilePath, snapshot.ToByteArray());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.Unwritable(logger, exception, FilePath);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 131, Level = LogLevel.Warning, Message = "The catalogue snapshot {File} cannot be read; waiting for the catalogue")]
        public static partial void Unreadable(ILogger logger, Exception exception, string file);

        [LoggerMessage(
            EventId = 132,
            Level = LogLevel.Warning,
            Message = "The catalogue snapshot {File} cannot be written; a restart without the catalogue would find an older one")]
        public static partial void Unwritable(ILogger logger, Exception exception, string file);
    }
}
