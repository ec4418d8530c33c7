using System.Collections.Concurrent;

namespace GrantFlow.Demo.Journeys;

/// <summary>Grants that one person's walk handed in for another: of a family, or by a referral.</summary>
internal sealed class HandedIn
{
    private readonly ConcurrentDictionary<int, string> _grants = new();

    public void Add(int person, string grant) => _grants[person] = grant;

    /// <exception cref="DemoException">That walk broke off before.</exception>
    public string Of(int person) => _grants.TryGetValue(person, out var grant) ? grant : throw new DemoException($"Nobody has handed in person {person}.");
}
