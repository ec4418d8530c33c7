using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.TestSupport;

/// <summary><see cref="IPersonVault"/> in memory and in clear, with the rules of the real one. Thread-safe.</summary>
/// <param name="probe">Sees every call.</param>
public sealed class MemoryVault(IStorageProbe? probe = null) : IPersonVault
{
    private readonly Lock _lock = new();

    private readonly Dictionary<(PersonId Person, string Row), object> _rows = [];

    private readonly HashSet<PersonId> _erased = [];

    /// <inheritdoc/>
    public Task StorePerson(PersonId person, PersonalData data, CancellationToken cancellationToken) => Store(person, "person", data, cancellationToken);

    /// <inheritdoc/>
    public Task<PersonalData?> FindPerson(PersonId person, CancellationToken cancellationToken) => Find<PersonalData>(person, "person", cancellationToken);

    /// <inheritdoc/>
    public Task StoreRoute(PersonId person, string routeKey, RouteDetails route, CancellationToken cancellationToken) => Store(person, RouteRow(routeKey), route, cancellationToken);

    /// <inheritdoc/>
    public Task<RouteDetails?> FindRoute(PersonId person, string routeKey, CancellationToken cancellationToken) => Find<RouteDetails>(person, RouteRow(routeKey), cancellationToken);

    /// <inheritdoc/>
    public Task StoreFileKey(PersonId person, string file, FileKey key, CancellationToken cancellationToken) => Store(person, FileRow(file), key, cancellationToken);

    /// <inheritdoc/>
    public Task<FileKey?> FindFileKey(PersonId person, string file, CancellationToken cancellationToken) => Find<FileKey>(person, FileRow(file), cancellationToken);

    /// <inheritdoc/>
    public Task Erase(PersonId person, CancellationToken cancellationToken) =>
        Call(
            "erase",
            person,
            () =>
            {
                foreach (var row in _rows.Keys.Where(row => row.Person == person).ToList())
                {
                    _rows.Remove(row);
                }

                return _erased.Add(person);
            },
            cancellationToken);

    private Task<object> Store(PersonId person, string row, object data, CancellationToken cancellationToken) =>
        Call(
            "store",
            person,
            () => _erased.Contains(person) ? throw new PersonErasedException(person) : _rows[(person, row)] = data,
            cancellationToken);

    private Task<T?> Find<T>(PersonId person, string row, CancellationToken cancellationToken)
        where T : class =>
        Call("find", person, () => (T?)_rows.GetValueOrDefault((person, row)), cancellationToken);

    private Task<T> Call<T>(string operation, PersonId person, Func<T> effect, CancellationToken cancellationToken) =>
        probe.Run(
            new StorageCall("vault", operation, person.Value),
            () =>
            {
                lock (_lock)
                {
                    return effect();
                }
            },
            cancellationToken);

    private static string FileRow(string file) => "file-" + RouteKey.Check(file);

    private static string RouteRow(string routeKey) => "route-" + RouteKey.Check(routeKey);
}
