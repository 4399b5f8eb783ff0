using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Sla.Stores;

/// <summary>The stores of the service, opened when the service starts and closed after everything that uses them has stopped.</summary>
internal interface ISlaStores
{
    /// <summary>The measurement cells; waits until they are open.</summary>
    ValueTask<IMeasurementStore> GetCellsAsync(CancellationToken cancellationToken);

    /// <summary>The sample log, for the one hosted service that folds it; waits until Ingestion has made it, however long that takes.</summary>
    ValueTask<ISampleLogReader> GetLogAsync(CancellationToken cancellationToken);
}
