using Grpc.Core;

namespace Telecom.Grpc.Tests.Contracts;

public sealed class MetadataTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("abc.x_y-z0123456789")]
    [InlineData("bin")]
    public void Letters_digits_underscore_hyphen_and_dot_make_a_key(string key) => Assert.Equal(key, new Metadata.Entry(key, "v").Key);

    [Fact]
    public void Capitals_in_keys_are_lowered()
    {
        Assert.Equal("x-tenant", new Metadata.Entry("X-Tenant", "v").Key);
        Assert.Equal("trace-bin", new Metadata.Entry("Trace-BIN", [1]).Key);
    }

    [Theory]
    [InlineData("a b", ' ', 1)]
    [InlineData(":path", ':', 0)]
    [InlineData("ключ", 'к', 0)]
    [InlineData("a\n", '\n', 1)]
    [InlineData("x/y", '/', 1)]
    public void Any_other_character_in_a_key_is_refused_and_named(string key, char culprit, int position)
    {
        var error = Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "v"));

        Assert.Contains($"'{culprit}' at position {position}", error.Message, StringComparison.Ordinal);
        Assert.Equal("key", error.ParamName);
    }

    [Fact]
    public void The_binary_ending_goes_with_binary_values_and_only_with_them()
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("trace", [1]));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("trace-bin", "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("trace-BIN", "text"));
        Assert.Equal("-bin", Metadata.BinaryHeaderSuffix);
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry(null!, "v"));
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry("k", (string)null!));
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry("k-bin", (byte[])null!));
        Assert.Throws<ArgumentNullException>(() => new Metadata().Add(null!));
        Assert.Throws<ArgumentNullException>(() => new Metadata().Insert(0, null!));
        Assert.Throws<ArgumentNullException>(() => new Metadata { { "k", "v" } }[0] = null!);
    }

    [Fact]
    public void A_text_entry_gives_its_value_as_ascii_bytes_too()
    {
        var entry = new Metadata.Entry("k", "az~");

        Assert.False(entry.IsBinary);
        Assert.Equal("az~", entry.Value);
        Assert.Equal([0x61, 0x7a, 0x7e], entry.ValueBytes);
        Assert.Equal("[Entry: key=k, value=az~]", entry.ToString());
    }

    [Fact]
    public void A_binary_entry_has_no_text_and_is_safe_from_changes_outside()
    {
        byte[] source = [1, 2, 3];
        var entry = new Metadata.Entry("k-bin", source);
        source[0] = 9;
        entry.ValueBytes[1] = 9;

        Assert.True(entry.IsBinary);
        Assert.Equal([1, 2, 3], entry.ValueBytes);
        Assert.Throws<InvalidOperationException>(() => entry.Value);
        Assert.Equal("[Entry: key=k-bin, valueBytes=3 bytes]", entry.ToString());
    }

    [Fact]
    public void Lookups_find_the_last_entry_whatever_the_case_of_the_key()
    {
        var metadata = new Metadata { { "hop", "1" }, { "data-bin", [7] }, { "HOP", "2" } };

        Assert.Equal("2", metadata.GetValue("Hop"));
        Assert.Same(metadata[2], metadata.Get("hop"));
        Assert.Equal(["1", "2"], metadata.GetAll("hOP").Select(entry => entry.Value));
        Assert.Equal([7], metadata.GetValueBytes("data-bin"));
        Assert.Equal("2"u8.ToArray(), metadata.GetValueBytes("hop"));
        Assert.Throws<InvalidOperationException>(() => metadata.GetValue("data-bin"));
    }

    [Fact]
    public void Lookups_of_what_is_not_there_find_nothing()
    {
        var metadata = new Metadata { { "hop", "1" } };

        Assert.Null(metadata.Get("ho"));
        Assert.Null(metadata.GetValue("hops"));
        Assert.Null(metadata.GetValueBytes("x-bin"));
        Assert.Empty(metadata.GetAll("x"));
    }

    [Fact]
    public void It_is_a_list_in_order()
    {
        var metadata = new Metadata { { "a", "1" }, { "c", "3" } };
        var b = new Metadata.Entry("b", "2");
        metadata.Insert(1, b);
        metadata[2] = new Metadata.Entry("d", "4");
        var copy = new Metadata.Entry[4];
        metadata.CopyTo(copy, 1);

        Assert.Equal(["a", "b", "d"], metadata.Select(entry => entry.Key));
        Assert.Null(copy[0]);
        Assert.Equal(metadata, copy[1..]);
        Assert.Equal(1, metadata.IndexOf(b));
        Assert.Contains(b, metadata);
        Assert.True(metadata.Remove(b));
        Assert.False(metadata.Remove(b));
        metadata.RemoveAt(0);
        Assert.Equal("d", Assert.Single(metadata).Key);
        metadata.Clear();
        Assert.Empty(metadata);
        Assert.False(metadata.IsReadOnly);
    }

    [Fact]
    public void The_shared_empty_list_refuses_every_change()
    {
        var entry = new Metadata.Entry("a", "1");

        Assert.True(Metadata.Empty.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add(entry));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a", "1"));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a-bin", [1]));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Insert(0, entry));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Remove(entry));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.RemoveAt(0));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty[0] = entry);
        Assert.Throws<InvalidOperationException>(Metadata.Empty.Clear);
        Assert.Empty(Metadata.Empty);
    }
}
