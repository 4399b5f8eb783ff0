using Telecom.Storage.Log;

namespace Telecom.Ingestion.Intake;

/// <summary>Opens the log of the engine that is configured.</summary>
internal delegate Task<ISampleLog> SampleLogOpener(CancellationToken cancellationToken);
