namespace Telecom.Gateway.Api.Requests;

/// <summary>Codes of enumerations back to their values.</summary>
internal static class Codes
{
    /// <summary>The value of a code that was checked before; the first value, which stands for none, for null.</summary>
    /// <typeparam name="TEnum">The enumeration.</typeparam>
    /// <param name="code">For example "in_progress".</param>
    public static TEnum Read<TEnum>(string? code)
        where TEnum : struct, Enum =>
        code is null ? default : Enum.GetValues<TEnum>().FirstOrDefault(value => Figures.Code(value) == code);
}
