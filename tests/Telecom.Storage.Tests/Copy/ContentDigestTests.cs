using Telecom.Storage.Copy;

namespace Telecom.Storage.Tests.Copy;

/// <summary>The checksum of copies.</summary>
public sealed class ContentDigestTests
{
    [Fact]
    public void The_order_of_items_does_not_matter_and_their_number_does()
    {
        ContentDigest forward = new();
        ContentDigest backward = new();
        ContentDigest twice = new();
        for (int i = 0; i < 100; i++)
        {
            forward.Item().Add(i).Add("text").End();
            backward.Item().Add(99 - i).Add("text").End();
            twice.Item().Add(i % 50).Add("text").End();
        }

        Assert.Equal((forward.Count, forward.ToString()), (backward.Count, backward.ToString()));
        Assert.NotEqual(forward.ToString(), twice.ToString());
        Assert.Equal(64, forward.ToString().Length);
    }

    [Fact]
    public void Parts_do_not_run_into_each_other()
    {
        ContentDigest one = new();
        ContentDigest other = new();
        one.Item().Add("ab").Add("c").End();
        other.Item().Add("a").Add("bc").End();
        Assert.NotEqual(one.ToString(), other.ToString());
    }

    [Fact]
    public void One_changed_bit_changes_it()
    {
        ContentDigest one = new();
        ContentDigest other = new();
        one.Item().Add(new byte[] { 1, 2, 3 }).End();
        other.Item().Add(new byte[] { 1, 2, 2 }).End();
        Assert.NotEqual(one.ToString(), other.ToString());
        Assert.Equal(new string('0', 64), new ContentDigest().ToString());
    }
}
