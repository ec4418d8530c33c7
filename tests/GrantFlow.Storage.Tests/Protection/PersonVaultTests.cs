using System.Text;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage.Protection;
using GrantFlow.TestSupport;

namespace GrantFlow.Storage.Tests.Protection;

/// <summary>What the encryption promises, looking at the rows.</summary>
public sealed class PersonVaultTests
{
    private static readonly PersonId Ahmad = PersonId.Derive("Ahmad");

    private static readonly PersonId Berhane = PersonId.Derive("Berhane");

    private static readonly RouteDetails Route = new("IQ98NBIQ850123456789012", "Ahmad El-Sayed", null);

    private readonly MemoryTables _tables = new();

    private readonly PersonVault _vault;

    public PersonVaultTests() => _vault = new PersonVault(_tables, new LocalKeyWrap(new byte[32]));

    [Fact]
    public async Task Nothing_about_a_person_stands_in_the_table_in_clear()
    {
        await Fill(Ahmad);
        foreach (var value in _tables.Rows(TableNames.People).SelectMany(row => row.Values.Values.Append(row.Key).Append(row.Partition)))
        {
            var text = value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : value.ToString()!;
            Assert.DoesNotContain("El-Sayed", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("IQ98", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("1990", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task The_same_data_stored_twice_looks_different()
    {
        await Fill(Ahmad);
        var before = (byte[])(await Row(Ahmad, "person")).Values["Sealed"];
        await Fill(Ahmad);
        Assert.NotEqual(before, (byte[])(await Row(Ahmad, "person")).Values["Sealed"]);
    }

    [Theory]
    [InlineData("person", "route-a")]
    [InlineData("route-a", "route-b")]
    public async Task A_row_moved_to_another_row_of_the_same_person_cannot_be_read(string from, string to)
    {
        await Fill(Ahmad);
        await Put(Ahmad, to, await Row(Ahmad, from));
        await Unreadable(to, Ahmad);
    }

    [Fact]
    public async Task A_row_moved_to_another_person_cannot_be_read_even_with_its_key()
    {
        await Fill(Ahmad);
        await Fill(Berhane);
        await Put(Berhane, "route-a", await Row(Ahmad, "route-a"));
        await Unreadable("route-a", Berhane);
        await Put(Berhane, "key", await Row(Ahmad, "key"));
        await Unreadable("route-a", Berhane);
        Assert.Equal(Route, await _vault.FindRoute(Ahmad, "a", default));
    }

    [Fact]
    public async Task Any_changed_bit_is_noticed()
    {
        await Fill(Ahmad);
        var row = await Row(Ahmad, "route-a");
        var good = (byte[])row.Values["Sealed"];
        for (var index = 0; index < good.Length; index++)
        {
            var bad = good.ToArray();
            bad[index] ^= 0x10;
            await Put(Ahmad, "route-a", row with { Values = new Dictionary<string, object> { ["Sealed"] = bad } });
            await Unreadable("route-a", Ahmad);
        }

        foreach (var values in new Dictionary<string, object>[] { new() { ["Sealed"] = good[..^1] }, new() { ["Sealed"] = Array.Empty<byte>() }, new() { ["Sealed"] = "text" }, [] })
        {
            await Put(Ahmad, "route-a", row with { Values = values });
            await Unreadable("route-a", Ahmad);
        }
    }

    [Fact]
    public async Task Another_wrapping_key_is_named_and_not_mistaken_for_an_unknown_person()
    {
        await Fill(Ahmad);
        var other = new PersonVault(_tables, new LocalKeyWrap([.. Enumerable.Repeat((byte)7, 32)]));
        var error = await Assert.ThrowsAsync<ProtectionException>(() => other.FindPerson(Ahmad, default));
        Assert.Matches(
            $"^The data of person {Ahmad} cannot be read\\. The data key was wrapped by key 'local:[0-9a-f]{{16}}', but Protection:LocalKey is key 'local:[0-9a-f]{{16}}': restore the key", error.Message);
        await Assert.ThrowsAsync<ProtectionException>(() => other.StoreRoute(Ahmad, "a", Route, default));
        Assert.Equal(Route, await _vault.FindRoute(Ahmad, "a", default));
    }

    [Fact]
    public async Task An_altered_wrapped_key_is_noticed()
    {
        await Fill(Ahmad);
        var row = await Row(Ahmad, "key");
        var bytes = (byte[])row.Values["Wrapped"];
        bytes[^1] ^= 1;
        await Put(Ahmad, "key", row);
        Assert.Contains("has been altered", (await Assert.ThrowsAsync<ProtectionException>(() => _vault.FindPerson(Ahmad, default))).Message, StringComparison.Ordinal);
        await Put(Ahmad, "key", row with { Values = new Dictionary<string, object> { ["KeyId"] = "local:x" } });
        Assert.Contains("is damaged", (await Assert.ThrowsAsync<ProtectionException>(() => _vault.FindPerson(Ahmad, default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasing_leaves_a_mark_and_nothing_else()
    {
        await Fill(Ahmad);
        await Fill(Berhane);
        await _vault.Erase(Ahmad, default);
        var left = Assert.Single(_tables.Rows(TableNames.People), row => row.Partition == Ahmad.Value);
        Assert.Equal("key", left.Key);
        Assert.Equal(true, Assert.Single(left.Values).Value);
        Assert.Equal(4, _tables.Rows(TableNames.People).Count(row => row.Partition == Berhane.Value));
    }

    [Fact]
    public async Task What_a_crash_or_a_late_writer_leaves_behind_an_erasure_cannot_be_read()
    {
        await Fill(Ahmad);
        var left = await Row(Ahmad, "person");
        await _vault.Erase(Ahmad, default);
        await Put(Ahmad, "person", left);
        Assert.Null(await _vault.FindPerson(Ahmad, default));
        await _vault.Erase(Ahmad, default);
        Assert.Single(_tables.Rows(TableNames.People));
    }

    [Fact]
    public async Task A_new_person_takes_two_requests_and_a_known_one_two()
    {
        var calls = new CallCounter();
        var vault = new PersonVault(new MemoryTables(probe: calls), new LocalKeyWrap(new byte[32]));
        await vault.StoreRoute(Ahmad, "a", Route, default);
        Assert.Equal(["find", "commit"], calls.Take());
        await vault.StoreRoute(Ahmad, "a", Route, default);
        Assert.Equal(["find", "commit"], calls.Take());
        await vault.FindRoute(Ahmad, "a", default);
        Assert.Equal(["find", "find"], calls.Take());
        await vault.FindRoute(Ahmad, "b", default);
        Assert.Equal(["find"], calls.Take());
    }

    [Fact]
    public void Personal_data_says_nothing_about_itself()
    {
        var data = new PersonalData("El-Sayed", "Ahmad", new DateOnly(1990, 2, 28), "A123456", CountryCode.Parse("EG"));
        Assert.Equal("PersonalData (hidden)", data.ToString());
        Assert.Equal("RouteDetails (hidden)", $"{Route}");
    }

    private async Task Fill(PersonId person)
    {
        await _vault.StorePerson(person, new PersonalData("El-Sayed", "Ahmad", new DateOnly(1990, 2, 28), "A123456", CountryCode.Parse("EG")), default);
        await _vault.StoreRoute(person, "a", Route, default);
        await _vault.StoreRoute(person, "b", Route with { Holder = "B" }, default);
    }

    private async Task<Row> Row(PersonId person, string key) => (await _tables.Find(TableNames.People, person.Value, key, default))!;

    private async Task Put(PersonId person, string key, Row row) =>
        Assert.Equal(CommitOutcome.Committed, await _tables.Commit(TableNames.People, [RowChange.Upsert(person.Value, key, row.Values)], default));

    private async Task Unreadable(string row, PersonId person)
    {
        var error = await Assert.ThrowsAsync<ProtectionException>(() =>
            row == "person" ? _vault.FindPerson(person, default) : _vault.FindRoute(person, row["route-".Length..], default));
        Assert.Equal($"Row '{row}' of person {person} cannot be read: it was altered, or moved here from another row or person.", error.Message);
    }

    private sealed class CallCounter : IStorageProbe
    {
        private readonly List<string> _operations = [];

        public Task Before(StorageCall call, CancellationToken cancellationToken)
        {
            _operations.Add(call.Operation);
            return Task.CompletedTask;
        }

        public Task After(StorageCall call, CancellationToken cancellationToken) => Task.CompletedTask;

        public List<string> Take()
        {
            var operations = _operations.ToList();
            _operations.Clear();
            return operations;
        }
    }
}
