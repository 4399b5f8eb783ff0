using System.CommandLine;
using Telecom.Suite;

var root = new RootCommand("The Telecom SLA suite: runs it, asks it, measures for it.")
{
    UpCommand.Create(),
    StatusCommand.Create(),
    AgentCommand.Create(),
    LoadCommand.Create(),
    KeysCommand.Create(),
};

// A signal cancels the command; the suite then has this long to drain before the process is ended.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) };
return await root.Parse(args).InvokeAsync(invocation);
