using Telecom.Ingestion;

await IngestionHost.Build(args).RunAsync();
