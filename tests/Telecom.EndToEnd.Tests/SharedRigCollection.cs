namespace Telecom.EndToEnd.Tests;

[CollectionDefinition(Name)]
public sealed class SharedRigCollection : ICollectionFixture<RigFixture>
{
    public const string Name = "one suite of five processes";
}
