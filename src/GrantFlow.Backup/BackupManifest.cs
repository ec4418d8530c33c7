using System.Text.Json;

namespace GrantFlow.Backup;

/// <summary>One file of a backup.</summary>
/// <param name="Name">The table, queue or container.</param>
/// <param name="Count">Rows, messages or files.</param>
/// <param name="Sha256">Of the lines unpacked, 64 lower-case hex digits.</param>
public sealed record BackupPart(string Name, long Count, string Sha256);

/// <summary>What a backup holds. It is written last: a folder without it is no whole backup.</summary>
/// <param name="Version">Of the form of the files.</param>
/// <param name="MadeAt">When the export began (UTC).</param>
/// <param name="Tables">By name.</param>
/// <param name="Queues">By name.</param>
/// <param name="Containers">By name.</param>
/// <param name="NotSeen">Messages that were delayed or in somebody's hands, and are not in the backup.</param>
public sealed record BackupManifest(int Version, DateTimeOffset MadeAt, IReadOnlyList<BackupPart> Tables, IReadOnlyList<BackupPart> Queues, IReadOnlyList<BackupPart> Containers, long NotSeen)
{
    /// <summary>The form that this version writes and reads.</summary>
    public const int PresentVersion = 1;

    /// <summary>The manifest's file.</summary>
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Reads the manifest of a folder.</summary>
    /// <exception cref="BackupException">There is none, or one of another version.</exception>
    public static BackupManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new BackupException($"{folder} has no {FileName}: it is no backup, or one that was not finished. Make it again.");
        }

        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(File.ReadAllText(path), Json);
            return manifest?.Version == PresentVersion ? manifest
                : throw new BackupException($"{path} is of version {manifest?.Version}; this program reads version {PresentVersion}. Use the program of the release that made it.");
        }
        catch (JsonException unreadable)
        {
            throw new BackupException($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Writes it.</summary>
    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json));
}

/// <summary>Why a backup or restore stops; the message says what to do.</summary>
public sealed class BackupException(string message, Exception? cause = null) : Exception(message, cause);
