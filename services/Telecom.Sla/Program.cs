using Telecom.Sla;

await SlaHost.Build(args).RunAsync();
