using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Outages;

/// <summary>A time in which something that GrantFlow depends on fails.</summary>
/// <param name="Dependency">What fails.</param>
/// <param name="Since">Since when (UTC).</param>
/// <param name="LastFailure">When it failed last (UTC).</param>
/// <param name="WorksAgain">Whether anything went through since.</param>
public sealed record Spell(Dependency Dependency, DateTimeOffset Since, DateTimeOffset LastFailure, bool WorksAgain);

/// <summary>
/// What this process saw fail, of all it depends on. A spell begins with a failure that no try of the client could mend, and is over when something went through and nothing failed for a while: what fails now and
/// then is one spell and not many. Its beginning and its end are logged, and nothing in between, so that an hour without Key Vault is two lines and not thousands. Other instances see the same for themselves.
/// </summary>
public sealed class Spells(TimeProvider time, ILogger<Spells> log)
{
    /// <summary>How long nothing may have failed before a spell is over.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(30);

    private readonly Spell?[] _present = new Spell?[Enum.GetValues<Dependency>().Length];

    private readonly Lock _change = new();

    /// <summary>The present spell; null when there is none.</summary>
    public Spell? Of(Dependency dependency) => Volatile.Read(ref _present[(int)dependency]) is { } spell && !IsOver(spell) ? spell : null;

    /// <summary>Something failed, for good as far as this call goes.</summary>
    public void Failed(Dependency dependency, Exception failure)
    {
        var now = time.GetUtcNow();
        lock (_change)
        {
            var before = Of(dependency);
            _present[(int)dependency] = new Spell(dependency, before?.Since ?? now, now, WorksAgain: false);
            if (before is not null)
            {
                return;
            }
        }

        log.LogError(failure, "{Dependency} does not answer. What needs it waits; this is said once, until it answers again.", DependencyException.NameOf(dependency));
    }

    /// <summary>Something went through. Costs nothing while all is well.</summary>
    public void Worked(Dependency dependency)
    {
        if (Volatile.Read(ref _present[(int)dependency]) is null)
        {
            return;
        }

        Spell? over = null;
        lock (_change)
        {
            if (_present[(int)dependency] is { } spell)
            {
                spell = spell with { WorksAgain = true };
                over = IsOver(spell) ? spell : null;
                _present[(int)dependency] = over is null ? spell : null;
            }
        }

        if (over is not null)
        {
            log.LogWarning("{Dependency} answers again. It did not, or not always, from {Since:u} to {Until:u}.", DependencyException.NameOf(dependency), over.Since, over.LastFailure);
        }
    }

    private bool IsOver(Spell spell) => spell.WorksAgain && time.GetUtcNow() - spell.LastFailure >= Calm;
}
