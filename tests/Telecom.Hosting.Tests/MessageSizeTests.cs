using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Telecom.Hosting.Tests;

public sealed class MessageSizeTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("1", "1")]
    [InlineData("2000 1", "1 1")]
    [InlineData("1 2000 1", "1 1 1")]
    [InlineData("500 500 500 500 500", "2 2 1")]
    public void Items_are_split_into_messages_in_order(string kibibytes, string parts)
    {
        BytesValue[] items = [.. kibibytes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(size => new BytesValue { Value = ByteString.CopyFrom(new byte[int.Parse(size, System.Globalization.CultureInfo.InvariantCulture) * 1024]) })];
        IReadOnlyList<BytesValue>[] split = [.. MessageSize.Split(items)];
        Assert.Equal(parts, string.Join(' ', split.Select(part => part.Count)));
        Assert.Equal(items, split.SelectMany(part => part));
    }
}
