using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace GrantFlow.Dev;

/// <summary>Fills .feed/ on machines whose package feed lacks the real packages; does nothing elsewhere.</summary>
internal static class Feed
{
    private static readonly string Props = Path.Combine(Repository.Feed, "feed.props");
    private static readonly string Stamp = Path.Combine(Repository.Feed, "stamp");
    private static readonly string BicepTypes = Path.Combine(Repository.Feed, "bicep-types");
    private static readonly string StandIns = Repository.PathOf("src", "StandIns");

    /// <summary>Packages that a partial mirror is known to lack: if these restore, everything does.</summary>
    private static readonly string[] Asked =
    [
        "Stateless", "Microsoft.Azure.Functions.Worker", "Microsoft.Azure.Functions.Worker.Sdk",
        "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore", "Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues",
        "Microsoft.Azure.Functions.Worker.Extensions.Timer", "Azure.Data.Tables", "Azure.Storage.Blobs", "Azure.Storage.Queues", "Azure.Security.KeyVault.Keys",
    ];

    public static async Task Fill()
    {
        var forced = Environment.GetEnvironmentVariable("GRANTFLOW_PACKAGES");
        switch (forced)
        {
            case "real":
                Console.WriteLine("Packages: the real ones (GRANTFLOW_PACKAGES=real).");
                return;
            case null or "" or "standin":
                break;
            default:
                throw new Failure($"GRANTFLOW_PACKAGES is '{forced}': set it to 'real', to 'standin', or not at all.");
        }

        var stamp = Fingerprint();
        if (File.Exists(Props) && File.Exists(Stamp) && await File.ReadAllTextAsync(Stamp) == stamp)
        {
            Console.WriteLine("Packages: .feed is filled (delete it to ask the package feed again).");
            return;
        }

        if (forced != "standin" && await RealPackagesRestore())
        {
            if (File.Exists(Props))
            {
                File.Delete(Props);
            }

            Console.WriteLine("Packages: the real ones, from your package feed.");
            return;
        }

        Console.WriteLine("Packages: your package feed lacks some of them; filling .feed ...");
        Directory.CreateDirectory(Repository.Feed);
        File.Delete(Stamp);
        foreach (var (assembly, content) in await NpmPackage.Take([.. Pins.Packages, .. Pins.BicepTypes]))
        {
            await Place(assembly, content);
        }

        await PackStandIns();
        await File.WriteAllTextAsync(Props, PropsText());
        await File.WriteAllTextAsync(Stamp, stamp);
        Console.WriteLine("Packages: .feed is filled.");
    }

    /// <summary>Places the Bicep type descriptions for the tests of infra/. Without a network those tests say so and are skipped.</summary>
    public static async Task FetchBicepTypes()
    {
        if (Pins.BicepTypes.All(type => HasHash(Path.Combine(BicepTypes, type.File), type.Sha256)))
        {
            return;
        }

        try
        {
            foreach (var (assembly, content) in await NpmPackage.Take(Pins.BicepTypes))
            {
                await Place(assembly, content);
            }
        }
        catch (Failure failure)
        {
            Console.WriteLine($"Resource types in infra/ will not be checked: {failure.Message}");
        }
    }

    private static async Task Place(PinnedAssembly assembly, byte[] content)
    {
        if (assembly.Version is null)
        {
            Directory.CreateDirectory(BicepTypes);
            await File.WriteAllBytesAsync(Path.Combine(BicepTypes, assembly.File), content);
        }
        else
        {
            NuGetFile.Write(Repository.Feed, assembly, content);
        }
    }

    private static bool HasHash(string file, string sha256) =>
        File.Exists(file) && Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) == sha256;

    private static async Task<bool> RealPackagesRestore()
    {
        Console.WriteLine("Packages: asking your package feed for the real ones ...");
        var versions = Versions();
        var probe = Directory.CreateTempSubdirectory("grantflow-probe-");
        try
        {
            var project = new XElement("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk"),
                new XElement("PropertyGroup", new XElement("TargetFramework", "net10.0")),
                new XElement("ItemGroup", Asked.Select(id => new XElement("PackageReference",
                    new XAttribute("Include", id), new XAttribute("Version", $"[{versions[id]}]")))));
            var file = Path.Combine(probe.FullName, "probe.csproj");
            project.Save(file);
            var (exitCode, _) = await Shell.Capture("dotnet", ["restore", file, "-nologo"], probe.FullName);
            return exitCode == 0;
        }
        finally
        {
            probe.Delete(recursive: true);
        }
    }

    private static async Task PackStandIns()
    {
        var (exitCode, output) = await Shell.Capture(
            "dotnet", ["pack", Path.Combine(StandIns, "StandIns.slnx"), "-c", "Release", "-o", Repository.Feed, "-nologo", "-v", "q"]);
        if (exitCode != 0)
        {
            throw new Failure("The stand-ins could not be packed:" + Environment.NewLine + Shell.Tail(output, 30));
        }

        // A package of the same version is not unpacked twice, so what was unpacked before has to go.
        foreach (var id in StandInIds())
        {
            var unpacked = Path.Combine(Repository.Feed, "packages", id.ToLowerInvariant());
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }
    }

    private static IEnumerable<string> StandInIds() =>
        Directory.EnumerateFiles(StandIns, "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    private static string PropsText() => new XElement("Project",
        new XComment(" Written by the set-up; not in git. "),
        new XElement("PropertyGroup",
            new XElement("GrantFlowStandIns", "true"),
            new XElement("GrantFlowStandInPackages", string.Join(", ", StandInIds())),
            new XElement("RestoreAdditionalProjectSources", "$(RestoreAdditionalProjectSources);$(MSBuildThisFileDirectory)"),
            new XElement("RestorePackagesPath", "$(MSBuildThisFileDirectory)packages"))).ToString();

    /// <summary>The versions in Directory.Packages.props, its properties put in.</summary>
    private static Dictionary<string, string> Versions()
    {
        var props = XDocument.Load(Repository.PathOf("Directory.Packages.props"));
        var values = props.Descendants("PropertyGroup").Elements().ToDictionary(e => $"$({e.Name.LocalName})", e => e.Value);
        values["$(StandInSuffix)"] = "";
        return props.Descendants("PackageVersion").ToDictionary(
            e => e.Attribute("Include")!.Value,
            e => values.Aggregate(e.Attribute("Version")!.Value, (version, value) => version.Replace(value.Key, value.Value, StringComparison.Ordinal)));
    }

    /// <summary>Changes when anything changes that the feed is made of.</summary>
    private static string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        foreach (var pin in Pins.Packages)
        {
            Add($"{pin.Id} {pin.Version} {pin.Sha256} {string.Join(",", pin.Dependencies)}");
        }

        Add(PropsText());
        Add(File.ReadAllText(Repository.PathOf("Directory.Packages.props")));
        var folders = new[] { "bin", "obj" };
        foreach (var file in Directory.EnumerateFiles(StandIns, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(StandIns, file);
            if (!name.Split(Path.DirectorySeparatorChar).Intersect(folders).Any())
            {
                Add(name.Replace('\\', '/'));
                Add(File.ReadAllText(file));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
