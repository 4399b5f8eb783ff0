namespace Telecom.Gateway.Proxy;

/// <summary>
/// Follows the messages in a body of gRPC (a byte of flags, four of length, the message) without keeping them. A stream that ends between
/// two messages ends with its status; one that ends inside of one is broken for its client, whatever the status says.
/// </summary>
internal struct MessageFrames
{
    private const int HeaderLength = 5;
    private int _header;
    private uint _left;

    /// <summary>True between two messages.</summary>
    public readonly bool AtBoundary => _header == 0;

    /// <summary>Goes over bytes.</summary>
    /// <param name="bytes">What comes next in the body.</param>
    /// <param name="toBoundary">True to go no further than to the next end of a message.</param>
    /// <returns>How many bytes it went over.</returns>
    public int Advance(ReadOnlySpan<byte> bytes, bool toBoundary)
    {
        int at = 0;
        while (at < bytes.Length && !(toBoundary && AtBoundary))
        {
            if (_header < HeaderLength)
            {
                _left = _header == 0 ? 0 : (_left << 8) | bytes[at];
                at++;
                _header++;
            }
            else
            {
                int take = (int)Math.Min(_left, (uint)(bytes.Length - at));
                at += take;
                _left -= (uint)take;
            }

            if (_header == HeaderLength && _left == 0)
            {
                _header = 0;
            }
        }

        return at;
    }
}
