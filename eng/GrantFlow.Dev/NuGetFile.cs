using System.IO.Compression;
using System.Xml.Linq;

namespace GrantFlow.Dev;

/// <summary>Writes the smallest NuGet package that restores: a manifest and one assembly.</summary>
internal static class NuGetFile
{
    private static readonly XNamespace Schema = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";

    public static void Write(string folder, PinnedAssembly assembly, byte[] content)
    {
        var manifest = new XElement(Schema + "package", new XElement(Schema + "metadata",
            new XElement(Schema + "id", assembly.Id),
            new XElement(Schema + "version", assembly.Version),
            new XElement(Schema + "authors", "Microsoft"),
            new XElement(Schema + "description",
                $"{assembly.Id} {assembly.Version}, Microsoft's assembly out of {Pins.NpmPackage}@{Pins.NpmVersion}; local feed only."),
            new XElement(Schema + "dependencies", new XElement(Schema + "group",
                new XAttribute("targetFramework", "net8.0"),
                assembly.Dependencies.Select(dependency => new XElement(Schema + "dependency",
                    new XAttribute("id", dependency.Id), new XAttribute("version", dependency.Version)))))));

        var path = Path.Combine(folder, $"{assembly.Id}.{assembly.Version}.nupkg");
        File.Delete(path);
        using var package = ZipFile.Open(path, ZipArchiveMode.Create);
        using (var nuspec = package.CreateEntry($"{assembly.Id}.nuspec").Open())
        {
            manifest.Save(nuspec);
        }

        using var library = package.CreateEntry($"lib/net8.0/{assembly.File}").Open();
        library.Write(content);
    }
}
