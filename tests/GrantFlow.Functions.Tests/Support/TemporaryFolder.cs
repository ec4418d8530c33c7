namespace GrantFlow.Functions.Tests.Support;

/// <summary>A folder of one fixture, gone after it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("grantflow-functions-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
