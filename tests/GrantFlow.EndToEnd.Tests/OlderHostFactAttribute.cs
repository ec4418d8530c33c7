namespace GrantFlow.EndToEnd.Tests;

/// <summary>A test that needs a build of an earlier commit beside the present one; skipped where nobody made one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OlderHostFactAttribute : FactAttribute
{
    private const string Variable = "GRANTFLOW_OLDER_HOST";

    /// <summary>Skips, and says how the build is made, unless the variable names a folder with one.</summary>
    public OlderHostFactAttribute()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null or "")
        {
            Skip = $"Make a build of an earlier commit (git worktree add ../older <commit>; dotnet build ../older/src/GrantFlow.LocalHost) and name its folder in {Variable}: see docs/upgrades.md.";
        }
    }

    /// <summary>The older program.</summary>
    /// <exception cref="InvalidOperationException">The folder holds none.</exception>
    public static string Program
    {
        get
        {
            var folder = Path.GetFullPath(Environment.GetEnvironmentVariable(Variable)!, Repository());
            var program = Path.Combine(folder, "GrantFlow.LocalHost.dll");
            return File.Exists(program) ? program : throw new InvalidOperationException($"{Variable} is {folder}, where there is no GrantFlow.LocalHost.dll: see docs/upgrades.md.");
        }
    }

    private static string Repository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GrantFlow.sln")))
            {
                return folder.FullName;
            }
        }

        return Environment.CurrentDirectory;
    }
}
