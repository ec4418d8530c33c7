using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace GrantFlow.Dev;

/// <summary>Takes pinned assemblies out of the npm package, downloading it once per user (111 MB).</summary>
internal static class NpmPackage
{
    /// <returns>Each assembly's bytes, their hashes checked.</returns>
    public static async Task<IReadOnlyDictionary<PinnedAssembly, byte[]>> Take(IReadOnlyList<PinnedAssembly> wanted)
    {
        var archive = Path.Combine(Repository.Cache, Pins.NpmFile);
        if (!File.Exists(archive))
        {
            await Download(archive);
        }

        try
        {
            return await Extract(archive, wanted);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw new Failure($"{archive} is damaged: delete it and try again.");
        }
    }

    private static async Task Download(string archive)
    {
        Console.WriteLine($"Downloading {Pins.NpmPackage}@{Pins.NpmVersion} (111 MB, once per user) ...");
        RemoveInterrupted();
        var temporary = Directory.CreateDirectory(Path.Combine(Repository.Cache, $"download-{Environment.ProcessId}"));
        try
        {
            var (exitCode, output) = await Shell.Capture(
                "npm",
                ["pack", $"{Pins.NpmPackage}@{Pins.NpmVersion}", "--pack-destination", temporary.FullName],
                temporary.FullName);
            var file = Path.Combine(temporary.FullName, Pins.NpmFile);
            if (exitCode != 0 || !File.Exists(file))
            {
                throw new Failure(
                    $"{Pins.NpmPackage}@{Pins.NpmVersion} could not be downloaded with npm{Tools.NpmReason(output)}: "
                    + "check the network and npm's registry, and try again.");
            }

            File.Move(file, archive, overwrite: true);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    /// <summary>What is older than an hour is no download any more, but what an interrupted one left.</summary>
    private static void RemoveInterrupted()
    {
        Directory.CreateDirectory(Repository.Cache);
        foreach (var folder in new DirectoryInfo(Repository.Cache).EnumerateDirectories("download-*")
            .Where(folder => folder.CreationTimeUtc < TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1)))
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Dictionary<PinnedAssembly, byte[]>> Extract(string archive, IReadOnlyList<PinnedAssembly> wanted)
    {
        var missing = wanted.ToDictionary(assembly => Pins.NpmFolder + assembly.File);
        var taken = new Dictionary<PinnedAssembly, byte[]>();
        await using var packed = File.OpenRead(archive);
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using var tar = new TarReader(unpacked);
        while (missing.Count > 0 && await tar.GetNextEntryAsync() is { } entry)
        {
            if (!missing.Remove(entry.Name, out var assembly))
            {
                continue;
            }

            using var content = new MemoryStream();
            await entry.DataStream!.CopyToAsync(content);
            var bytes = content.ToArray();
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (hash != assembly.Sha256)
            {
                throw new Failure(
                    $"{assembly.File} in {archive} is not the file GrantFlow was built against (SHA-256 {hash}, expected {assembly.Sha256}): "
                    + "nothing was installed; delete the archive and try again, and if it happens again do not trust the source.");
            }

            taken.Add(assembly, bytes);
        }

        return missing.Count == 0
            ? taken
            : throw new Failure($"{archive} does not contain {string.Join(", ", missing.Values.Select(a => a.File))}: delete it and try again.");
    }
}
