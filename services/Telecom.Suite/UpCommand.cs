using System.CommandLine;
using Microsoft.Extensions.Options;

namespace Telecom.Suite;

/// <summary>"telecom up": the whole suite in one process, on the embedded store unless told otherwise.</summary>
internal static class UpCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Data folder; made when it is missing.", DefaultValueFactory = _ => "data" };
        var listen = new Option<string>("--listen") { Description = "Address of the gateway; port 0 takes a free one.", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var demo = new Option<bool>("--demo") { Description = "Register a demonstration customer and measure real targets with the reference agent." };
        var once = new Option<bool>("--once") { Description = "With --demo: end after the first verdict." };
        var gateway = new Option<bool>("--measure-gateway")
        {
            Description = "With --demo: measure the default gateway too, by ICMP echo, where there is one. Also TELECOM_MEASURE_GATEWAY=false.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("TELECOM_MEASURE_GATEWAY") is not ("false" or "0"),
        };
        var patience = new Option<int>("--first-verdict-seconds") { Description = "With --demo: longest wait for the first verdict, 10 to 3600.", DefaultValueFactory = _ => 120 };
        var redis = new Option<string[]>("--redis")
        {
            Description = "Store in Redis at host:port, or in the cluster of such nodes, instead of in files. Also Store__Engine=redis Store__Redis__Endpoints__0=host:port.",
        };
        var command = new Command("up", "Runs the whole suite in one process.") { data, listen, demo, once, gateway, patience, redis };
        command.Validators.Add(result =>
        {
            if (result.GetValue(once) && !result.GetValue(demo))
            {
                result.AddError("--once: needs --demo");
            }

            // One validator of the command, so that all errors are told at once; an option that was not given is its default.
            if (result.GetResult(patience) is { Implicit: false } given && given.GetValueOrDefault<int>() is int seconds and (< 10 or > 3600))
            {
                result.AddError(FormattableString.Invariant($"--first-verdict-seconds {seconds}: must be 10 to 3600"));
            }
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new UpOptions(
                Path.GetFullPath(parsed.GetValue(data)!),
                parsed.GetValue(listen)!,
                parsed.GetValue(demo),
                parsed.GetValue(once),
                parsed.GetValue(gateway),
                TimeSpan.FromSeconds(parsed.GetValue(patience)))
            {
                Redis = parsed.GetValue(redis) ?? [],
            },
            cancellationToken));
        return command;
    }

    /// <summary>Runs it; what an operator can mend is told in a line instead of a stack trace.</summary>
    private static async Task<int> RunAsync(UpOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await UpRun.RunAsync(options, TimeProvider.System, cancellationToken);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is OperationCanceledException or Grpc.Core.RpcException)
        {
            // Stopped before it ran: nothing was measured yet, so nothing can be lost.
            Console.WriteLine("stopped before it was up");
            return 0;
        }
        catch (Grpc.Core.RpcException e)
        {
            Console.Error.WriteLine($"the suite cannot start: {StatusReader.Describe(e)}");
            return 1;
        }
        catch (Exception e) when (e is OptionsValidationException or IOException or UnauthorizedAccessException
            or Telecom.Storage.StoreFileException or Telecom.Storage.StoreUnavailableException)
        {
            Console.Error.WriteLine($"the suite cannot start: {e.Message}");
            return 2;
        }
    }
}
