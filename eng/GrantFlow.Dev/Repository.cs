using System.Runtime.CompilerServices;

namespace GrantFlow.Dev;

/// <summary>Where things are in the work tree.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Feed { get; } = PathOf(".feed");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The folder for downloads that outlive the work tree.</summary>
    public static string Cache { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "grantflow");

    private static string FindRoot([CallerFilePath] string here = "")
    {
        // A deterministic build maps source paths, so the current folder is asked first.
        foreach (var start in new[] { Environment.CurrentDirectory, Path.GetDirectoryName(here)! })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "GrantFlow.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new Failure("GrantFlow.sln was not found: run this command from within the GrantFlow work tree.");
    }
}
