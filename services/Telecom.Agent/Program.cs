using System.Runtime.InteropServices;
using Telecom.Agent;

using CancellationTokenSource stop = new();

// The first signal stops cleanly; the second one ends the process at once, which the spool survives.
void OnSignal(PosixSignalContext context)
{
    context.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
return await AgentHost.RunAsync(args, stop.Token);
