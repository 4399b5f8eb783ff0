namespace Telecom.Catalog.State;

/// <summary>Streams of contracts. They belong to the provider, so the stream of "contracts/{contract}" is "provider/contracts/{contract}".</summary>
internal static class ContractStreams
{
    private const string Prefix = "provider/";

    /// <summary>Stream of a contract.</summary>
    public static string Of(string contractName) => Prefix + contractName;

    /// <summary>Resource name of a stream's contract.</summary>
    public static string NameOf(string stream) => stream[Prefix.Length..];
}
