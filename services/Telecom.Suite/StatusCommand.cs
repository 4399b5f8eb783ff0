using System.CommandLine;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Suite;

/// <summary>"telecom status": where every circuit of a customer stands.</summary>
internal static class StatusCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var gateway = new Option<string>("--gateway") { Description = "Address of the gateway.", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var keyFile = new Option<string>("--key-file")
        {
            Description = "File with the secret of an API key that may read the customer.",
            DefaultValueFactory = _ => Path.Combine("data", "demo", "viewer.key"),
        };
        var customer = new Option<string>("--customer") { Description = "Resource name of the customer.", DefaultValueFactory = _ => "customers/demo" };
        var month = new Option<string>("--month") { Description = "Month in the contract's zone, for example 2026-11; default: this month.", DefaultValueFactory = _ => "" };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("status", "Prints the SLA status of a customer's circuits.") { gateway, keyFile, customer, month, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string address = parsed.GetValue(gateway)!;
            if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
            {
                Console.Error.WriteLine($"--gateway '{address}': must be an http or https address");
                return 2;
            }

            string file = parsed.GetValue(keyFile)!;
            if (!File.Exists(file))
            {
                Console.Error.WriteLine($"--key-file '{file}': no such file; give the file with the secret of an API key");
                return 2;
            }

            using var channel = new GatewayChannel(address, (await File.ReadAllTextAsync(file, cancellationToken)).Trim());
            try
            {
                IReadOnlyList<CircuitStatus> statuses = await StatusReader.ReadAllAsync(
                    channel, parsed.GetValue(customer)!, parsed.GetValue(month)!, cancellationToken);
                Console.WriteLine(parsed.GetValue(json) ? StatusReader.ToJson(statuses) : StatusTable.Render(statuses, TimeProvider.System.GetUtcNow()));
                return 0;
            }
            catch (Grpc.Core.RpcException e)
            {
                Console.Error.WriteLine(StatusReader.Describe(e));
                return 1;
            }
        });
        return command;
    }
}
