using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Suppliers;

/// <summary>What a decision has to know about the suppliers that a command names.</summary>
public sealed class SupplierStandings(SupplierRegister register, SupplierLists lists, SupplierScreening screening, SupplierPolicy policy, TimeProvider time)
{
    /// <summary>How the named stand against the list in force; nothing for a command that names none.</summary>
    public async Task<SupplierFacts> For(GrantCommand command, Grant? grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        var refs = grant is null ? [] : command.SuppliersNamed(grant).Distinct().ToList();
        if (refs.Count == 0)
        {
            return SupplierFacts.None;
        }

        var list = await lists.Latest(cancellationToken);
        var named = new Dictionary<SupplierId, Supplier>();
        foreach (var id in refs.Select(one => one.Id).OfType<SupplierId>())
        {
            if (await register.Find(id, cancellationToken) is { } supplier)
            {
                named[id] = supplier;
            }
        }

        var byName = new Dictionary<string, Supplier>();
        var alike = new HashSet<string>();
        // Before the first list there is nobody who could be meant.
        foreach (var name in list is null ? [] : refs.Select(one => one.Name).OfType<string>().Where(name => name.Any(char.IsLetterOrDigit)))
        {
            if (await register.Find(SupplierRegister.IdOf(name), cancellationToken) is { } known)
            {
                byName[name] = known;
            }
            else if (await screening.IsAlike(name, list!, cancellationToken))
            {
                alike.Add(name);
            }
        }

        return new SupplierFacts
        {
            Named = named,
            ByName = byName,
            Alike = alike,
            MustBeRegistered = policy.ListDays is not null,
            ListProblem = policy.ListDays is { } days ? Problem(list, days) : null,
        };
    }

    private string? Problem(SupplierList? list, int days) => list switch
    {
        null => "Suppliers are compared with a sanctions list here, and none has been imported. Ask an officer or finance to import the current one.",
        { GeneratedAt: var made } when made.AddDays(days) < time.GetUtcNow() => $"The sanctions list is of {made:yyyy-MM-dd}; here it may be {days} days old. Ask an officer or finance to import the current one.",
        _ => null,
    };
}
