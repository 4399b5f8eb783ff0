namespace Telecom.Protos.Wire;

/// <summary>A view of an encoded message that stands in a repeated field.</summary>
/// <typeparam name="TSelf">The view.</typeparam>
public interface IFieldView<TSelf>
    where TSelf : struct, IFieldView<TSelf>, allows ref struct
{
    /// <summary>Reads one.</summary>
    /// <param name="message">The message, encoded.</param>
    /// <param name="view">The view, when the result is true.</param>
    /// <returns>False when the generated parser must decide.</returns>
    static abstract bool TryRead(ReadOnlySpan<byte> message, out TSelf view);
}
