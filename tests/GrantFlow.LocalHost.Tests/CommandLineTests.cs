namespace GrantFlow.LocalHost.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Without_options_the_defaults_hold() =>
        Assert.Equal((7071, null, false, TimeSpan.FromSeconds(30), "Development"), Facts(CommandLine.Parse([])));

    [Fact]
    public void Every_option_is_read()
    {
        var line = CommandLine.Parse(["--port", "8080", "--data", "here", "--fresh", "--lease", "5s", "--environment", "Test", "--stop-with-input"]);
        Assert.Equal((8080, "here", true, TimeSpan.FromSeconds(5), "Test"), Facts(line));
        Assert.True(line.StopWithInput);
        Assert.Equal("UseDevelopmentStorage=true", CommandLine.Parse(["--storage", "UseDevelopmentStorage=true"]).Storage);
    }

    [Theory]
    [InlineData("Unknown option --prot: --help lists the options.", "--prot", "1")]
    [InlineData("--data needs a value.", "--data")]
    [InlineData("--port is \"80000\": a number from 0 to 65535 is needed.", "--port", "80000")]
    [InlineData("--lease is \"0s\": whole seconds from 1s to 3600s are needed, such as 30s.", "--lease", "0s")]
    [InlineData("--fresh deletes local data and cannot empty a storage account: leave out --fresh or --storage.", "--fresh", "--storage", "x")]
    public void A_mistake_is_one_sentence(string message, params string[] arguments) =>
        Assert.Equal(message, Assert.Throws<LocalHostException>(() => CommandLine.Parse(arguments)).Message);

    private static (int, string?, bool, TimeSpan, string) Facts(CommandLine line) =>
        (line.Port, line.Data, line.Fresh, line.Lease, line.Environment);
}
