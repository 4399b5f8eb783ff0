using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>
/// Reading with <c>await foreach</c>. The published libraries have a class of this name in both assemblies; call its members as
/// extension methods, since the bare class name is ambiguous.
/// </summary>
public static class AsyncStreamReaderExtensions
{
    /// <summary>Reads a stream to its end.</summary>
    /// <typeparam name="T">The message.</typeparam>
    /// <param name="streamReader">The stream; this takes over the reading.</param>
    /// <param name="cancellationToken">Ends the reading, and the call with it.</param>
    public static IAsyncEnumerable<T> ReadAllAsync<T>(this IAsyncStreamReader<T> streamReader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return Read(streamReader, cancellationToken);
    }

    private static async IAsyncEnumerable<T> Read<T>(IAsyncStreamReader<T> stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await stream.MoveNext(cancellationToken).ConfigureAwait(false))
        {
            yield return stream.Current;
        }
    }
}
