using System.Text;
using Telecom.Agent.Spooling;

namespace Telecom.Agent.Tests.Spooling;

public class Crc32CTests
{
    [Fact]
    public void The_values_are_those_of_rfc_3720_appendix_b4()
    {
        Assert.Equal(0x8a9136aau, Crc32C.Compute(new byte[32]));
        Assert.Equal(0x62a8ab43u, Crc32C.Compute([.. Enumerable.Repeat((byte)0xff, 32)]));
        Assert.Equal(0x46dd794eu, Crc32C.Compute([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.Equal(0xe3069283u, Crc32C.Compute(Encoding.ASCII.GetBytes("123456789")));
    }

    [Fact]
    public void Two_runs_have_the_crc_of_the_whole()
    {
        byte[] bytes = new byte[100];
        new Random(1).NextBytes(bytes);
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            Assert.Equal(Crc32C.Compute(bytes), Crc32C.Compute(bytes.AsSpan(0, cut), bytes.AsSpan(cut)));
        }
    }
}
