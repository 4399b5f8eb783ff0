using Telecom.Catalog;

await CatalogHost.Build(args).RunAsync();
