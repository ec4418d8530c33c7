using System.Runtime.CompilerServices;
using System.Text.Json;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage.Protection;
using GrantFlow.TestSupport;

namespace GrantFlow.Storage.Tests.Protection;

/// <summary>What was ever sealed is opened for good: rows of the vault as they were written, in files that are added and never changed. With <c>GRANTFLOW_TAKE_ROWS=1</c> one that is missing is written.</summary>
public sealed class StoredVaultTests
{
    private static readonly PersonId Person = PersonId.Derive("tests", "sample");
    private static readonly PersonalData Data = new("Familie", "Vorname ሰላም", new DateOnly(1990, 2, 28), "X123456", CountryCode.Parse("IQ"));
    private static readonly RouteDetails Route = new("IQ67NBIQ850123450004711", "Vorname Familie", "NBIQIQBA") { Town = "Erbil" };
    private static readonly FileKey Key = new(Enumerable.Range(0, 32).Select(number => (byte)number).ToArray());

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    private sealed record Sealed(string Partition, string Key, SortedDictionary<string, string> Texts, SortedDictionary<string, byte[]> Bytes);

    public static TheoryData<string> Versions()
    {
        var file = Path.Combine(Folder, "v1.json");
        if (!File.Exists(file) && Environment.GetEnvironmentVariable("GRANTFLOW_TAKE_ROWS") == "1")
        {
            Write(file).GetAwaiter().GetResult();
        }

        return [.. Directory.EnumerateFiles(Folder, "*.json").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_was_ever_sealed_is_opened(string file)
    {
        var tables = new MemoryTables();
        foreach (var row in JsonSerializer.Deserialize<List<Sealed>>(await File.ReadAllTextAsync(Path.Combine(Folder, file)))!)
        {
            var values = row.Texts.ToDictionary(text => text.Key, text => (object)text.Value);
            foreach (var (name, bytes) in row.Bytes)
            {
                values[name] = bytes;
            }

            await tables.Commit(TableNames.People, [RowChange.Add(row.Partition, row.Key, values)], default);
        }

        var vault = Vault(tables);
        Assert.Equal(Data, await vault.FindPerson(Person, default));
        Assert.Equal(Route, await vault.FindRoute(Person, "route-1", default));
        Assert.Equal(Key.Key, (await vault.FindFileKey(Person, "file-1", default))!.Key);
    }

    private static async Task Write(string file)
    {
        var tables = new MemoryTables();
        var vault = Vault(tables);
        await vault.StorePerson(Person, Data, default);
        await vault.StoreRoute(Person, "route-1", Route, default);
        await vault.StoreFileKey(Person, "file-1", Key, default);
        var rows = tables.Rows(TableNames.People).Select(row => new Sealed(
            row.Partition, row.Key,
            new(row.Values.Where(value => value.Value is string).ToDictionary(value => value.Key, value => (string)value.Value), StringComparer.Ordinal),
            new(row.Values.Where(value => value.Value is byte[]).ToDictionary(value => value.Key, value => (byte[])value.Value), StringComparer.Ordinal)));
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(rows, Options) + "\n");
    }

    private static PersonVault Vault(MemoryTables tables) => new(tables, new LocalKeyWrap(new byte[32]));

    private static string Folder => Path.Combine(Path.GetDirectoryName(ThisFile())!, "Samples");

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
