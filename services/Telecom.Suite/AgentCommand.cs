using System.CommandLine;
using Telecom.Agent;

namespace Telecom.Suite;

/// <summary>"telecom agent …": the reference agent, with its own arguments.</summary>
internal static class AgentCommand
{
    /// <summary>Builds the command; everything after it goes to the agent.</summary>
    public static Command Create()
    {
        var arguments = new Argument<string[]>("arguments")
        {
            Description = "Arguments of the agent: --config FILE, or reflect --listen HOST:PORT",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("agent", "Runs the reference agent: measures, spools, streams.") { arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) =>
            AgentHost.RunAsync([.. parsed.GetValue(arguments) ?? [], .. parsed.UnmatchedTokens], cancellationToken));
        return command;
    }
}
