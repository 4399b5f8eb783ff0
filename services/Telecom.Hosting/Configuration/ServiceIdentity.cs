namespace Telecom.Hosting;

/// <summary>Which service this host is.</summary>
/// <param name="Name">One of <see cref="ServiceNames"/>.</param>
public sealed record ServiceIdentity(string Name);
