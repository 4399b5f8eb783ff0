using System.CommandLine;
using Telecom.Suite;
using Telecom.Suite.Store;

var root = new RootCommand("The Telecom SLA suite: runs it, asks it, measures for it.")
{
    UpCommand.Create(),
    StatusCommand.Create(),
    RateCommand.Create(),
    ExplainCommand.Create(),
    LintCommand.Create(),
    AgentCommand.Create(),
    LoadCommand.Create(),
    ImportCommand.Create(),
    BenchCommand.Create(),
    KeysCommand.Create(),
    AuditCommand.Create(),
    RebuildCommand.Create(),
    StoreCommand.Create(),
};

// A signal cancels the command; the suite then has this long to drain before the process is ended.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) };
ParseResult parsed = root.Parse(args);
int code = await parsed.InvokeAsync(invocation);

// What was not understood is bad input, as everything else that a user can mend.
return parsed.Errors.Count > 0 ? 2 : code;
