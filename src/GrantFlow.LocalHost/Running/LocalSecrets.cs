using System.Security.Cryptography;
using System.Text.Json;

namespace GrantFlow.LocalHost;

/// <summary>
/// The keys of one data folder: made once, and kept beside the data, which cannot be read without them. They protect nothing but
/// this machine's trial data; in Azure their place is taken by Entra ID and Key Vault.
/// </summary>
internal sealed record LocalSecrets(IReadOnlyDictionary<string, string> Settings)
{
    private const int KeyBytes = 32;

    private static readonly string[] Names =
    [
        "Authentication__Development__SigningKey",
        "Protection__LocalKey",
        "Protection__IdentityHashKey",
    ];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Reads the file, or makes it for its owner only.</summary>
    public static LocalSecrets ReadOrMake(string file)
    {
        if (!File.Exists(file))
            Write(file, Names.ToDictionary(name => name, _ => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))));

        return new LocalSecrets(Read(file));
    }

    /// <summary>The keys by the names that configuration has for them.</summary>
    public IEnumerable<KeyValuePair<string, string?>> ToConfiguration() =>
        Settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value));

    private static Dictionary<string, string> Read(string file)
    {
        Dictionary<string, string>? settings;
        try
        {
            settings = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file));
        }
        catch (JsonException error)
        {
            throw Damaged(file, error);
        }

        var whole = settings is not null && Names.All(name => settings.TryGetValue(name, out var key) && IsKey(key));
        return whole ? Names.ToDictionary(name => name, name => settings![name]) : throw Damaged(file, null);
    }

    private static bool IsKey(string text)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes + 3];
        return Convert.TryFromBase64String(text, bytes, out var written) && written == KeyBytes;
    }

    // Under another name first: a run that is killed here leaves no half file behind.
    private static void Write(string file, Dictionary<string, string> settings)
    {
        var unfinished = file + ".new";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(unfinished, options))
            JsonSerializer.Serialize(stream, settings, Indented);
        File.Move(unfinished, file);
    }

    private static LocalHostException Damaged(string file, Exception? error) => new(
        $"{file} does not hold the {Names.Length} keys of {KeyBytes} bytes it should: restore it, or start again without the old data with --fresh.", error);
}
