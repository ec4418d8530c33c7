using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Protection;

/// <summary>
/// <see cref="IPersonVault"/> on the table <see cref="TableNames.People"/>. One partition a person: row <c>key</c> holds their wrapped data key, rows <c>person</c>, <c>route-…</c> and <c>file-…</c> what is
/// sealed under it, bound to its row. Erasing replaces the wrapped key with a mark that stays, so that nothing late can bring the person back.
/// </summary>
public sealed class PersonVault(ITables tables, IKeyWrap keyWrap) : IPersonVault
{
    private const string KeyRow = "key";
    private const string PersonRow = "person";
    private const string RoutePrefix = "route-";
    private const string FilePrefix = "file-";

    /// <inheritdoc/>
    public Task StorePerson(PersonId person, PersonalData data, CancellationToken cancellationToken) =>
        Store(person, PersonRow, data, PersonJson.Default.PersonalData, cancellationToken);

    /// <inheritdoc/>
    public Task<PersonalData?> FindPerson(PersonId person, CancellationToken cancellationToken) =>
        Find(person.Value, PersonRow, PersonJson.Default.PersonalData, cancellationToken);

    /// <inheritdoc/>
    public Task StoreRoute(PersonId person, string routeKey, RouteDetails route, CancellationToken cancellationToken) =>
        Store(person, RouteRow(routeKey), route, PersonJson.Default.RouteDetails, cancellationToken);

    /// <inheritdoc/>
    public Task<RouteDetails?> FindRoute(PersonId person, string routeKey, CancellationToken cancellationToken) =>
        Find(person.Value, RouteRow(routeKey), PersonJson.Default.RouteDetails, cancellationToken);

    /// <inheritdoc/>
    public Task StoreFileKey(PersonId person, string file, FileKey key, CancellationToken cancellationToken) =>
        Store(person, FilePrefix + RouteKey.Check(file), key, PersonJson.Default.FileKey, cancellationToken);

    /// <inheritdoc/>
    public Task<FileKey?> FindFileKey(PersonId person, string file, CancellationToken cancellationToken) =>
        Find(person.Value, FilePrefix + RouteKey.Check(file), PersonJson.Default.FileKey, cancellationToken);

    /// <inheritdoc/>
    public async Task Erase(PersonId person, CancellationToken cancellationToken)
    {
        // From here on nothing can be read; the rest is tidiness, and what a crash leaves of it is noise.
        await tables.Commit(TableNames.People, [RowChange.Upsert(person.Value, KeyRow, KeyRowContent.Erased)], cancellationToken);

        await foreach (var row in tables.Query(TableNames.People, new RowQuery(person.Value), cancellationToken))
        {
            if (row.Key != KeyRow)
            {
                await tables.Commit(TableNames.People, [RowChange.Delete(row with { ETag = null })], cancellationToken);
            }
        }
    }

    private async Task Store<T>(PersonId id, string rowKey, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var person = id.Value;
        var clear = JsonSerializer.SerializeToUtf8Bytes(data, type);
        try
        {
            var keyRow = await tables.Find(TableNames.People, person, KeyRow, cancellationToken);
            if (keyRow is null && await StoreFirst(person, rowKey, clear, cancellationToken))
            {
                return;
            }

            keyRow ??= await tables.Find(TableNames.People, person, KeyRow, cancellationToken);
            var dataKey = await DataKey(person, keyRow, cancellationToken)
                ?? throw new PersonErasedException(id);
            await Use(dataKey, key => tables.Commit(TableNames.People, [SealedRow(key, person, rowKey, clear)], cancellationToken));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }

    /// <summary>The key and what it seals in one transaction; false when another writer's key was first.</summary>
    private async Task<bool> StoreFirst(string person, string rowKey, byte[] clear, CancellationToken cancellationToken)
    {
        var dataKey = RandomNumberGenerator.GetBytes(Sealed.KeyBytes);
        return await Use(dataKey, async key =>
        {
            var wrapped = await keyWrap.Wrap(key, cancellationToken);
            var changes = new[] { RowChange.Add(person, KeyRow, KeyRowContent.From(wrapped)), SealedRow(key, person, rowKey, clear) };
            return await tables.Commit(TableNames.People, changes, cancellationToken) == CommitOutcome.Committed;
        });
    }

    private async Task<T?> Find<T>(string person, string rowKey, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var row = await tables.Find(TableNames.People, person, rowKey, cancellationToken);
        if (row is null)
        {
            return null;
        }

        var dataKey = await DataKey(person, await tables.Find(TableNames.People, person, KeyRow, cancellationToken), cancellationToken);
        return dataKey is null ? null : await Use(dataKey, key => Task.FromResult(Open(key, row, type)));
    }

    /// <summary>Null when there is none, because the person was erased.</summary>
    private async Task<byte[]?> DataKey(string person, Row? keyRow, CancellationToken cancellationToken)
    {
        if (keyRow is null || KeyRowContent.IsErased(keyRow))
        {
            return null;
        }

        try
        {
            return await keyWrap.Unwrap(KeyRowContent.Read(keyRow), cancellationToken);
        }
        catch (ProtectionException error)
        {
            throw new ProtectionException($"The data of person {person} cannot be read. {error.Message}", error);
        }
    }

    private static T Open<T>(byte[] key, Row row, JsonTypeInfo<T> type)
    {
        byte[]? clear = null;
        try
        {
            clear = Sealed.Open(key, (byte[])row.Values["Sealed"], Context(row.Partition, row.Key));
            return JsonSerializer.Deserialize(clear, type) ?? throw new JsonException();
        }
        catch (Exception error) when (error is CryptographicException or JsonException or KeyNotFoundException or InvalidCastException)
        {
            // Without the cause: a JSON error may quote what it read.
            throw new ProtectionException($"Row '{row.Key}' of person {row.Partition} cannot be read: it was altered, or moved here from another row or person.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }

    private static RowChange SealedRow(byte[] key, string person, string rowKey, byte[] clear) =>
        RowChange.Upsert(person, rowKey, new Dictionary<string, object> { ["Sealed"] = Sealed.Seal(key, clear, Context(person, rowKey)) });

    private static byte[] Context(string person, string rowKey) => Encoding.UTF8.GetBytes($"{TableNames.People}|{person}|{rowKey}");

    private static string RouteRow(string routeKey) => RoutePrefix + RouteKey.Check(routeKey);

    private static async Task<T> Use<T>(byte[] dataKey, Func<byte[], Task<T>> use)
    {
        try
        {
            return await use(dataKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }
}
