namespace Telecom.Support.Tests.Webhooks.Fixtures;

/// <summary>What happens to an append.</summary>
internal enum Fault
{
    None,
    Before,
    After,
}
