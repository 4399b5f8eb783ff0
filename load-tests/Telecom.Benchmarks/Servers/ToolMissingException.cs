namespace Telecom.Benchmarks.Servers;

/// <summary>A program of the system is not installed: what needs it is skipped by name, and everything else goes on.</summary>
/// <param name="tool">Name of the program, which is the name of its Debian package too.</param>
internal sealed class ToolMissingException(string tool) : Exception($"{tool} is not installed (Debian: apt-get install {tool})");
