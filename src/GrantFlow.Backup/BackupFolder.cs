using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace GrantFlow.Backup;

/// <summary>Lines on their way into a packed file, hashed unpacked: whatever packs them, the same lines have the same hash.</summary>
public sealed class LineWriter : IAsyncDisposable
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Stream _output;

    private LineWriter(Stream output) => _output = output;

    /// <summary>Lines so far.</summary>
    public long Count { get; private set; }

    /// <summary>Into a file.</summary>
    public static LineWriter To(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new(new GZipStream(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, useAsync: true), CompressionLevel.Fastest));
    }

    /// <summary>Only the hash and the count.</summary>
    public static LineWriter ToNowhere() => new(Stream.Null);

    /// <summary>Adds a line.</summary>
    public async Task Add<T>(T line, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(line, BackupLines.Json);
        _hash.AppendData(bytes);
        _hash.AppendData(NewLine);
        await _output.WriteAsync(bytes, cancellationToken);
        await _output.WriteAsync(NewLine, cancellationToken);
        Count++;
    }

    /// <summary>What stands in the manifest.</summary>
    public BackupPart End(string name) => new(name, Count, Convert.ToHexStringLower(_hash.GetHashAndReset()));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _output.DisposeAsync();
        _hash.Dispose();
    }
}

/// <summary>Where the files of a backup lie, and how their lines are read.</summary>
public static class BackupLines
{
    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rows of a table.</summary>
    public static string OfTable(string folder, string table) => Path.Combine(folder, "tables", $"{table}.jsonl.gz");

    /// <summary>The messages of a queue.</summary>
    public static string OfQueue(string folder, string queue) => Path.Combine(folder, "queues", $"{queue}.jsonl.gz");

    /// <summary>The list of a container's files.</summary>
    public static string OfContainer(string folder, string container) => Path.Combine(folder, "containers", $"{container}.jsonl.gz");

    /// <summary>A file of a container: by its hash, because names may be longer than a path can be, or no path at all.</summary>
    public static string OfFile(string folder, string sha256) => Path.Combine(folder, "files", sha256[..2], sha256);

    /// <summary>The lines of a file, in order.</summary>
    /// <exception cref="BackupException">A line is none.</exception>
    public static async IAsyncEnumerable<T> Read<T>(string path)
    {
        await using var unpacked = new GZipStream(Open(path), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        for (var number = 1; await reader.ReadLineAsync() is { } line; number++)
        {
            yield return Parse<T>(path, number, line);
        }
    }

    /// <summary>Holds a file against its place in the manifest.</summary>
    /// <exception cref="BackupException">It is not the file that was written.</exception>
    public static async Task Check(string path, BackupPart part, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            await using var unpacked = new GZipStream(Open(path), CompressionMode.Decompress);
            var buffer = new byte[64 * 1024];
            for (int read; (read = await unpacked.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
            }
        }
        catch (InvalidDataException broken)
        {
            throw Altered(path, broken);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != part.Sha256)
        {
            throw Altered(path);
        }
    }

    internal static BackupException Altered(string path, Exception? cause = null) => new($"{path} is not the file that its backup has. Take another copy of the backup.", cause);

    private static FileStream Open(string path) => File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true)
        : throw new BackupException($"{path} is missing in the backup. Take another copy of the backup.");

    private static T Parse<T>(string path, int number, string line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Json) ?? throw new BackupException($"Line {number} of {path} is empty.");
        }
        catch (JsonException unreadable)
        {
            throw new BackupException($"Line {number} of {path} cannot be read.", unreadable);
        }
    }
}
