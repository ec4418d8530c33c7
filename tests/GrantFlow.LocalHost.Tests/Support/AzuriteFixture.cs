namespace GrantFlow.LocalHost.Tests;

/// <summary>One Azurite for the tests of one class. Every test takes queues of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Azurite? _azurite;

    public string ConnectionString => _azurite!.ConnectionString;

    public async Task InitializeAsync() => _azurite = await Azurite.Start(_folder.Path, CancellationToken.None);

    public async Task DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();
}
