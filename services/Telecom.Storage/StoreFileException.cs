namespace Telecom.Storage;

/// <summary>A store's file cannot be used until somebody acts; trying again alone does not help.</summary>
/// <param name="file">Path of the file.</param>
/// <param name="problem">What is wrong with it.</param>
/// <param name="message">What is wrong and what to do, naming the file.</param>
/// <param name="innerException">The engine's own error.</param>
public sealed class StoreFileException(string file, StoreFileProblem problem, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Path of the file.</summary>
    public string File { get; } = file;

    /// <summary>What is wrong with it.</summary>
    public StoreFileProblem Problem { get; } = problem;
}
