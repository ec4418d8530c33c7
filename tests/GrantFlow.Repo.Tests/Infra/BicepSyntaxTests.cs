namespace GrantFlow.Repo.Tests.Infra;

public sealed class BicepSyntaxTests
{
    [Fact]
    public void Every_file_is_read_by_the_grammar()
    {
        var (exitCode, output, errors) = InfraFolder.CheckBicep();

        Assert.True(exitCode == 0, errors);
        Assert.Contains("no syntax error", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("param name string =\n", ":1:")]
    [InlineData("resource a 'X/y@2020-01-01' = {\n  name 'a'\n}\n", ":2:")]
    [InlineData("var a = {\n  b: 1 c: 2\n}\n", ":2:8: a new line or a comma is missing here")]
    [InlineData("var a = [\n  'b'\n", ":")]
    public void A_mistake_is_named_with_its_line(string source, string expected)
    {
        var mistake = Assert.Throws<InvalidOperationException>(() => InfraFolder.ParseText(source));

        Assert.Contains("text.bicep" + expected, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_check_is_not_a_success()
    {
        var (exitCode, _, errors) = InfraFolder.CheckBicep("docs/no-such-folder");

        Assert.Equal(2, exitCode);
        Assert.Contains("There is no", errors, StringComparison.Ordinal);
    }
}
