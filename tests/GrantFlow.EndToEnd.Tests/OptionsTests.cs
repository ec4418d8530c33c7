using GrantFlow.Demo;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>What the demo is told on its command line.</summary>
public class OptionsTests
{
    [Fact]
    public void Several_hosts_are_named_with_commas_between() =>
        Assert.Equal([new Uri("http://localhost:7071"), new Uri("http://localhost:7081")], DemoOptions.Parse(["--url", "http://localhost:7071,http://localhost:7081"]).Urls);

    [Theory]
    [InlineData("--url", "http://localhost:7071,")]
    [InlineData("--url", "localhost")]
    [InlineData("--url", "ftp://localhost")]
    [InlineData("--simulator", "7072")]
    public void What_is_no_address_is_said(string option, string value) =>
        Assert.Contains($"{option} {value} is not understood", Assert.Throws<DemoException>(() => DemoOptions.Parse([option, value])).Message);
}
