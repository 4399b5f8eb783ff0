using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Telecom.Storage.Tests.Support;

/// <summary>Administrator's words to one Redis node, over a connection of its own: a dozen lines of RESP instead of the driver under test.</summary>
public sealed class RedisWire : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly BufferedStream _stream;

    private RedisWire(int port)
    {
        _client.Connect("127.0.0.1", port);
        _client.ReceiveTimeout = 20_000;
        _stream = new BufferedStream(_client.GetStream());
    }

    /// <summary>Sends one command to a node of this machine and returns its answer: text, number, null or an array of them.</summary>
    public static object? Say(int port, params object[] words)
    {
        using RedisWire wire = new(port);
        return wire.Say(words);
    }

    public static RedisWire To(int port) => new(port);

    public object? Say(params object[] words)
    {
        Write($"*{words.Length}\r\n");
        foreach (object word in words)
        {
            byte[] bytes = word as byte[] ?? Encoding.UTF8.GetBytes(Convert.ToString(word, CultureInfo.InvariantCulture)!);
            Write($"${bytes.Length}\r\n");
            _stream.Write(bytes);
            Write("\r\n");
        }

        _stream.Flush();
        return Read();
    }

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    private void Write(string text) => _stream.Write(Encoding.ASCII.GetBytes(text));

    private object? Read()
    {
        string line = ReadLine();
        string rest = line[1..];
        switch (line[0])
        {
            case '+':
                return rest;
            case '-':
                throw new InvalidOperationException(rest);
            case ':':
                return long.Parse(rest, CultureInfo.InvariantCulture);
            case '$':
                int length = int.Parse(rest, CultureInfo.InvariantCulture);
                if (length < 0)
                {
                    return null;
                }

                byte[] bytes = new byte[length + 2];
                _stream.ReadExactly(bytes);
                return Encoding.UTF8.GetString(bytes, 0, length);
            default:
                object?[] parts = new object?[Math.Max(0, int.Parse(rest, CultureInfo.InvariantCulture))];
                for (int i = 0; i < parts.Length; i++)
                {
                    parts[i] = Read();
                }

                return parts;
        }
    }

    private string ReadLine()
    {
        StringBuilder line = new();
        for (int b = _stream.ReadByte(); b != '\n'; b = _stream.ReadByte())
        {
            if (b < 0)
            {
                throw new EndOfStreamException("Redis closed the connection.");
            }

            line.Append((char)b);
        }

        return line.ToString().TrimEnd('\r');
    }
}
