namespace Telecom.Gateway.Api.Requests;

/// <summary>Marks a text whose values are the codes of an enumeration, or a list of such.</summary>
/// <param name="type">An enumeration of the protos; its first value stands for none.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class CodesAttribute(Type type) : Attribute
{
    /// <summary>Values of the enumeration that are not allowed here.</summary>
    public int[] Except { get; init; } = [];

    /// <summary>The codes.</summary>
    public IReadOnlyList<string> Allowed =>
        [.. Enum.GetValuesAsUnderlyingType(type).Cast<int>().Where(value => value != 0 && !Except.Contains(value)).Select(value => Figures.Code(Enum.ToObject(type, value)))];
}
