namespace GrantFlow.LocalHost.Tests;

public sealed class LocalSecretsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Secrets_are_made_once_and_kept()
    {
        var first = DataFolder.Secrets(_folder.Path).ToConfiguration().ToDictionary();
        var second = DataFolder.Secrets(_folder.Path).ToConfiguration().ToDictionary();
        Assert.Equal(first, second);
        Assert.Equal(
            ["Authentication:Development:SigningKey", "Protection:IdentityHashKey", "Protection:LocalKey"],
            first.Keys.Order(StringComparer.Ordinal));
        Assert.All(first.Values, key => Assert.Equal(32, Convert.FromBase64String(key!).Length));
        Assert.Equal(3, first.Values.Distinct().Count());
    }

    [Fact]
    public void Secrets_are_for_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return;

        DataFolder.Secrets(_folder.Path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("secrets.json")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"Authentication__Development__SigningKey":"c2hvcnQ=","Protection__LocalKey":"x","Protection__IdentityHashKey":"y"}""")]
    public void Damaged_secrets_are_not_replaced_in_silence(string text)
    {
        File.WriteAllText(_folder.File("secrets.json"), text);
        var error = Assert.Throws<LocalHostException>(() => DataFolder.Secrets(_folder.Path));
        Assert.Contains("does not hold the 3 keys of 32 bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(_folder.File("secrets.json")));
    }

    [Fact]
    public async Task A_fresh_start_deletes_what_local_runs_left_and_nothing_else()
    {
        await using (await Azurite.Start(_folder.Path, CancellationToken.None))
            DataFolder.Secrets(_folder.Path);
        File.WriteAllText(_folder.File("letter.txt"), "mine");
        await DataFolder.Clear(_folder.Path, CancellationToken.None);
        Assert.Equal(["letter.txt"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
        Assert.Equal(["lock"], Directory.GetFileSystemEntries(_folder.File("azurite")).Select(Path.GetFileName));
    }
}
