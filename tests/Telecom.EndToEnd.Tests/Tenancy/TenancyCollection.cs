namespace Telecom.EndToEnd.Tests.Tenancy;

[CollectionDefinition(Name)]
public sealed class TenancyCollection : ICollectionFixture<TenancyWorld>
{
    public const string Name = "two customers of whom everything exists";
}
