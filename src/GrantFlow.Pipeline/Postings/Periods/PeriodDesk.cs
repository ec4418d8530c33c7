using System.Security.Cryptography;
using System.Text;
using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Balances;
using GrantFlow.Pipeline.Seals;

namespace GrantFlow.Pipeline.Postings.Periods;

/// <summary>Who asks something of a period, and under which key.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="Key">The caller's key, or one of our own.</param>
/// <param name="Hash">Of the request: the same key with another hash is refused.</param>
public sealed record PeriodRequest(Actor Actor, string Key, string Hash)
{
    internal string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Actor.Id}\n{Key}")))[..32];
}

/// <summary>What the desk answers.</summary>
public abstract record PeriodAnswer
{
    private PeriodAnswer()
    {
    }

    /// <summary>It is done, or was before under the same key.</summary>
    public sealed record Done(PeriodHistory History) : PeriodAnswer;

    /// <summary>It cannot be done as the period stands. Nothing is kept: the same key may ask again.</summary>
    public sealed record Refused(PeriodDecision.Refused Why) : PeriodAnswer;

    /// <summary>The key was used for another request.</summary>
    public sealed record KeyReused : PeriodAnswer;
}

/// <summary>
/// Where finance changes periods. A change is one row, added under the next number together with its caller's key: of two at once one is added, and the other is decided again. A process that
/// dies before it leaves nothing, one that dies after it has done everything; a repeated request finds its row.
/// </summary>
public sealed class PeriodDesk(PeriodBook book, SealStore seals, BalanceBook balances, TimeProvider time)
{
    private const int Tries = 8;

    /// <summary>Asks something of a period.</summary>
    public async Task<PeriodAnswer> Ask(AccountingPeriod period, PeriodTrigger trigger, string? reason, PeriodRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var stored = await book.Stored(cancellationToken);
            var history = new PeriodHistory(stored.Select(one => one.Change));
            if (stored.FirstOrDefault(one => one.Request == request.Id) is { } before)
            {
                return before.Hash == request.Hash ? new PeriodAnswer.Done(history) : new PeriodAnswer.KeyReused();
            }

            // The ledger first: the moment that is written has to be the last thing before the writing.
            var facts = await Facts(trigger, cancellationToken);
            var decision = history.Decide(period, trigger, request.Actor, reason, facts, time.GetUtcNow());
            if (decision is PeriodDecision.Refused refused)
            {
                return new PeriodAnswer.Refused(refused);
            }

            var change = ((PeriodDecision.Accepted)decision).Change;
            if (await book.Add(new(change, request.Id, request.Hash), cancellationToken))
            {
                return new PeriodAnswer.Done(new([.. history.Changes, change]));
            }
        }

        throw new InvalidOperationException($"The periods changed {Tries} times while something was asked of {period}. Ask again.");
    }

    /// <summary>Only who closes has to know what is in the ledger.</summary>
    private async Task<PeriodFacts> Facts(PeriodTrigger trigger, CancellationToken cancellationToken)
    {
        if (trigger != PeriodTrigger.Close)
        {
            return new(null, new HashSet<AccountingPeriod>());
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return new(await seals.LastDay(cancellationToken), (await balances.At(today, cancellationToken)).Select(one => one.Period).ToHashSet());
    }
}
