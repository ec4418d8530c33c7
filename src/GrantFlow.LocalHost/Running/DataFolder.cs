namespace GrantFlow.LocalHost;

/// <summary>The folder with the data and the secrets of local runs, readable by its owner only.</summary>
internal static class DataFolder
{
    private const string SecretsFile = "secrets.json";

    /// <summary>Makes the folder when it is not there; without a name, <c>.grantflow</c> in the repository.</summary>
    public static string Prepare(string? name)
    {
        var path = Path.GetFullPath(name ?? Path.Combine(RepositoryRoot(), ".grantflow"));
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LocalHostException($"The data folder {path} cannot be made ({error.Message}): choose another with --data.", error);
        }
    }

    /// <summary>Deletes what local runs left in the folder, and nothing else that may be there.</summary>
    public static async Task Clear(string path, CancellationToken cancellationToken)
    {
        await Azurite.DeleteData(path, cancellationToken);
        File.Delete(Path.Combine(path, SecretsFile));
    }

    public static LocalSecrets Secrets(string path) => LocalSecrets.ReadOrMake(Path.Combine(path, SecretsFile));

    private static string RepositoryRoot() => Path.GetDirectoryName(Azurite.FindEngFolder())!;
}
