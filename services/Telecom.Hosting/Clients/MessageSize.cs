using Google.Protobuf;

namespace Telecom.Hosting;

/// <summary>
/// Keeps messages with lists well below the 4 MiB that gRPC clients take unless told otherwise: a reader that resumes by position would
/// ask for the same message for ever.
/// </summary>
public static class MessageSize
{
    /// <summary>Serialized size that the items of one message have at most, bytes; a single item may be larger.</summary>
    public const int Most = 1024 * 1024;

    /// <summary>How many of the first items go into one message: at least one when there is one.</summary>
    /// <param name="items">The items, in order.</param>
    public static int Fit(IEnumerable<IMessage> items)
    {
        long bytes = 0;
        int fit = 0;
        foreach (IMessage item in items)
        {
            bytes += item.CalculateSize();
            if (fit > 0 && bytes > Most)
            {
                break;
            }

            fit++;
        }

        return fit;
    }

    /// <summary>Items in parts that each go into one message, in order; no part when there is no item.</summary>
    /// <typeparam name="T">Type of the items.</typeparam>
    /// <param name="items">The items.</param>
    public static IEnumerable<IReadOnlyList<T>> Split<T>(IReadOnlyList<T> items)
        where T : IMessage
    {
        for (int start = 0; start < items.Count;)
        {
            T[] part = [.. items.Skip(start).Take(Fit(items.Skip(start).Cast<IMessage>()))];
            start += part.Length;
            yield return part;
        }
    }
}
