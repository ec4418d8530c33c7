using System.Collections.Concurrent;

namespace GrantFlow.Demo.Api;

/// <summary>One token per member of staff, fetched when first needed.</summary>
internal sealed class Tokens(Func<User, Task<string>> mint)
{
    private readonly ConcurrentDictionary<User, Lazy<Task<string>>> _tokens = new();

    public Task<string> Of(User user) => _tokens.GetOrAdd(user, one => new Lazy<Task<string>>(() => mint(one))).Value;

    /// <summary>Forgets a token that was not accepted.</summary>
    public void Forget(User user) => _tokens.TryRemove(user, out _);
}
