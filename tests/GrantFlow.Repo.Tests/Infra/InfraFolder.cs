using System.Diagnostics;
using System.Text.Json;

namespace GrantFlow.Repo.Tests.Infra;

/// <summary>The Bicep files of infra/, read once by the real grammar.</summary>
public static class InfraFolder
{
    private static readonly Lazy<IReadOnlyDictionary<string, BicepFile>> Parsed = new(() => Parse("infra").ToDictionary(file => file.Path));

    /// <summary>The repository's top folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Where the set-up puts the resource type descriptions.</summary>
    public static string TypeLibraryPath { get; } = Path.Combine(Repository, ".feed", "bicep-types", "Azure.Bicep.Types.Az.dll");

    /// <summary>Every Bicep file by its path, for example <c>infra/main.bicep</c>.</summary>
    public static IReadOnlyDictionary<string, BicepFile> Files => Parsed.Value;

    /// <summary>The file everything starts from.</summary>
    public static BicepFile Main => Files["infra/main.bicep"];

    /// <summary>The <c>.bicep</c> files, without the parameter files.</summary>
    public static IEnumerable<BicepFile> Templates => Files.Values.Where(file => file.Using is null);

    /// <summary>The file a module or a <c>using</c> of <paramref name="from"/> points to.</summary>
    public static BicepFile Target(BicepFile from, string path)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository, from.Path))!;
        var target = Path.GetRelativePath(Repository, Path.GetFullPath(Path.Combine(folder, path))).Replace('\\', '/');
        return Files.TryGetValue(target, out var file) ? file : throw new FileNotFoundException($"{from.Path} points to {target}, which is not there.");
    }

    /// <summary>Runs eng/check-bicep.mjs.</summary>
    /// <exception cref="InvalidOperationException">Node.js is not there.</exception>
    public static (int ExitCode, string Output, string Errors) CheckBicep(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", ["eng/check-bicep.mjs", .. arguments])
        {
            WorkingDirectory = Repository,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        try
        {
            using var node = Process.Start(start)!;
            var errors = node.StandardError.ReadToEndAsync();
            var output = node.StandardOutput.ReadToEnd();
            node.WaitForExit();
            return (node.ExitCode, output, errors.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("Node.js is missing. Install Node.js 20 or newer, open a new terminal and try again.");
        }
    }

    /// <summary>Reads a Bicep text that is in no file of the repository.</summary>
    public static BicepFile ParseText(string source)
    {
        var folder = Directory.CreateTempSubdirectory("grantflow-bicep-");
        try
        {
            var file = Path.Combine(folder.FullName, "text.bicep");
            File.WriteAllText(file, source);
            return Parse(file).Single();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<BicepFile> Parse(string path)
    {
        var (exitCode, output, errors) = CheckBicep("--json", path);
        if (exitCode != 0)
        {
            throw new InvalidOperationException(errors.Trim());
        }

        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.EnumerateArray().Select(file => new BicepFile(file.GetProperty("path").GetString()!, Node(file.GetProperty("tree"))))];
    }

    private static BicepNode Node(JsonElement json) => new(
        json.GetProperty("type").GetString()!,
        json.TryGetProperty("field", out var field) ? field.GetString() : null,
        json.GetProperty("line").GetInt32(),
        json.TryGetProperty("text", out var text) ? text.GetString()! : "",
        json.TryGetProperty("children", out var children) ? [.. children.EnumerateArray().Select(Node)] : []);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GrantFlow.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("GrantFlow.sln is in no folder above the tests. Run them inside the repository.");
    }
}
