using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage.Protection;
using GrantFlow.Storage.Tests.Contract;
using GrantFlow.TestSupport;

namespace GrantFlow.Storage.Tests.Protection;

/// <summary>What every vault does, encrypted or not.</summary>
public abstract class VaultContract
{
    private static readonly PersonalData Ahmad = new("El-Sayed \u0627\u0644\u0633\u064a\u062f", "Ahmad 'Mido'", new DateOnly(1990, 2, 28), "A 123\"456", CountryCode.Parse("EG"));

    private static readonly RouteDetails Iban = new("IQ98NBIQ850123456789012", "Ahmad El-Sayed", null);

    private readonly PersonId _person = PersonId.Derive(nameof(VaultContract), Fresh());

    protected abstract IPersonVault Vault { get; }

    [Fact]
    public async Task A_person_comes_back_as_stored()
    {
        await Vault.StorePerson(_person, Ahmad, default);
        Assert.Equal(Ahmad, await Vault.FindPerson(_person, default));
    }

    [Fact]
    public async Task A_person_without_a_document_comes_back_too()
    {
        var nobody = new PersonalData("X", "", new DateOnly(1950, 1, 1), null, null);
        await Vault.StorePerson(_person, nobody, default);
        Assert.Equal(nobody, await Vault.FindPerson(_person, default));
    }

    [Fact]
    public async Task Routes_come_back_each_under_its_key()
    {
        var phone = new RouteDetails("+964 770 123 4567", "A. El-Sayed", "NBIQIQBA");
        await Vault.StoreRoute(_person, "main", Iban, default);
        await Vault.StoreRoute(_person, "second-1", phone, default);
        await Vault.StorePerson(_person, Ahmad, default);
        Assert.Equal(Iban, await Vault.FindRoute(_person, "main", default));
        Assert.Equal(phone, await Vault.FindRoute(_person, "second-1", default));
        Assert.Null(await Vault.FindRoute(_person, "third", default));
        Assert.Equal(Ahmad, await Vault.FindPerson(_person, default));
    }

    [Fact]
    public async Task Who_is_unknown_is_null()
    {
        Assert.Null(await Vault.FindPerson(_person, default));
        Assert.Null(await Vault.FindRoute(_person, "main", default));
    }

    [Fact]
    public async Task Storing_twice_is_harmless_and_the_last_word_counts()
    {
        await Vault.StorePerson(_person, Ahmad, default);
        await Vault.StorePerson(_person, Ahmad, default);
        await Vault.StoreRoute(_person, "main", Iban, default);
        await Vault.StorePerson(_person, Ahmad with { FamilyName = "Elsayed" }, default);
        Assert.Equal("Elsayed", (await Vault.FindPerson(_person, default))!.FamilyName);
        Assert.Equal(Iban, await Vault.FindRoute(_person, "main", default));
    }

    [Fact]
    public async Task Many_who_store_a_new_person_at_once_keep_one_key()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(() => number % 2 == 0
            ? Vault.StorePerson(_person, Ahmad, default)
            : Vault.StoreRoute(_person, $"route-{number}", Iban, default))));
        Assert.Equal(Ahmad, await Vault.FindPerson(_person, default));
        foreach (var number in new[] { 1, 3, 5 })
        {
            Assert.Equal(Iban, await Vault.FindRoute(_person, $"route-{number}", default));
        }
    }

    [Fact]
    public async Task An_erased_person_is_gone_for_good_and_nobody_else_is()
    {
        var other = PersonId.Derive(nameof(VaultContract), Fresh());
        await Vault.StorePerson(_person, Ahmad, default);
        await Vault.StoreRoute(_person, "main", Iban, default);
        await Vault.StoreFileKey(_person, "photo", new FileKey([1, 2, 3]), default);
        await Vault.StorePerson(other, Ahmad, default);
        Assert.Equal([1, 2, 3], (await Vault.FindFileKey(_person, "photo", default))!.Key);

        await Vault.Erase(_person, default);
        await Vault.Erase(_person, default);

        Assert.Null(await Vault.FindPerson(_person, default));
        Assert.Null(await Vault.FindRoute(_person, "main", default));
        Assert.Null(await Vault.FindFileKey(_person, "photo", default));
        await Assert.ThrowsAsync<PersonErasedException>(() => Vault.StoreFileKey(_person, "late", new FileKey([4]), default));
        Assert.Equal(Ahmad, await Vault.FindPerson(other, default));
        var error = await Assert.ThrowsAsync<PersonErasedException>(() => Vault.StorePerson(_person, Ahmad, default));
        Assert.Equal($"Person {_person} was erased: nothing can be stored about them any more.", error.Message);
        await Assert.ThrowsAsync<PersonErasedException>(() => Vault.StoreRoute(_person, "main", Iban, default));
        Assert.Null(await Vault.FindPerson(_person, default));
    }

    [Fact]
    public async Task Somebody_erased_before_anything_was_stored_stays_erased()
    {
        await Vault.Erase(_person, default);
        await Assert.ThrowsAsync<PersonErasedException>(() => Vault.StorePerson(_person, Ahmad, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("\u00e9")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_route_key_is_letters_digits_and_hyphens(string routeKey)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Vault.StoreRoute(_person, routeKey, Iban, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Vault.FindRoute(_person, routeKey, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Vault.StoreFileKey(_person, routeKey, new FileKey([1]), default));
    }

#pragma warning disable RS0030 // Tests share one Azurite: each needs a person of its own.
    private static string Fresh() => Guid.NewGuid().ToString();
#pragma warning restore RS0030
}

public sealed class MemoryVaultContract : VaultContract
{
    protected override IPersonVault Vault { get; } = new MemoryVault();
}

public sealed class PersonVaultInMemoryContract : VaultContract
{
    protected override IPersonVault Vault { get; } = new PersonVault(new MemoryTables(), new LocalKeyWrap(new byte[32]));
}

[Collection(AzuriteStores.Collection)]
public sealed class PersonVaultInAzuriteContract(AzuriteStores stores) : VaultContract, IAsyncLifetime
{
    protected override IPersonVault Vault { get; } = new PersonVault(stores.Tables, new LocalKeyWrap(new byte[32]));

    public Task InitializeAsync() => new StorageSetup(stores.Clients).EnsureCreated(default);

    public Task DisposeAsync() => Task.CompletedTask;
}
