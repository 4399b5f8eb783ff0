using Telecom.Gateway;

await GatewayHost.Build(args).RunAsync();
