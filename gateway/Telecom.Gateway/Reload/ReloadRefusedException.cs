namespace Telecom.Gateway.Reload;

/// <summary>A file cannot be taken. The message names the file and everything that is wrong with it.</summary>
/// <param name="errors">What is wrong, one sentence each.</param>
/// <param name="innerException">The cause.</param>
internal sealed class ReloadRefusedException(IReadOnlyList<string> errors, Exception? innerException = null)
    : Exception(string.Join("; ", errors), innerException)
{
    /// <summary>What is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
