using Telecom.Support;

await SupportHost.Build(args).RunAsync();
