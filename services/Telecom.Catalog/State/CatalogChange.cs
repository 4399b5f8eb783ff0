using Google.Protobuf;

namespace Telecom.Catalog.State;

/// <summary>What a request wants to change, decided on one view.</summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="Answer">What the caller is told once the events are durable.</param>
/// <param name="Stream">The stream; empty when nothing changes.</param>
/// <param name="ExpectedVersion">Version that the stream must have.</param>
/// <param name="Events">Type and data of the events; empty when nothing changes.</param>
internal sealed record CatalogChange<T>(T Answer, string Stream, long ExpectedVersion, IReadOnlyList<(string Type, IMessage Data)> Events);

/// <summary>Makes changes.</summary>
internal static class CatalogChange
{
    /// <summary>No change: the catalogue is as the caller wants it already.</summary>
    public static CatalogChange<T> None<T>(T answer) => new(answer, "", 0, []);

    /// <summary>One event.</summary>
    public static CatalogChange<T> Of<T>(T answer, string stream, long expectedVersion, string type, IMessage data) =>
        new(answer, stream, expectedVersion, [(type, data)]);
}
