using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Telecom.Agent.Probing;

/// <content>What it logs.</content>
internal sealed partial class Prober
{
    private static partial class Log
    {
        [LoggerMessage(1100, LogLevel.Warning, "{Circuit}: the target {Target} cannot be resolved; nothing is measured until it is")]
        public static partial void Unresolved(ILogger logger, string circuit, ProbeTarget target);

        [LoggerMessage(1101, LogLevel.Warning, "{Circuit}: no socket to {Target} ({Error}); its probes are lost until there is one")]
        public static partial void CannotOpen(ILogger logger, string circuit, ProbeTarget target, SocketError error);

        [LoggerMessage(1102, LogLevel.Warning, "{Circuit}: a probe to {Target} was not taken by the network ({Error}); it counts as lost")]
        public static partial void CannotSend(ILogger logger, string circuit, ProbeTarget target, SocketError error);

        [LoggerMessage(1103, LogLevel.Error, "{Circuit}: this host gives no socket to {Target} ({Error}); nothing is measured until there is one")]
        public static partial void CannotOpenHere(ILogger logger, string circuit, ProbeTarget target, SocketError error);

        [LoggerMessage(1104, LogLevel.Error, "{Circuit}: this host could not send a probe to {Target} ({Error}); it is not measured")]
        public static partial void CannotSendHere(ILogger logger, string circuit, ProbeTarget target, SocketError error);
    }
}
