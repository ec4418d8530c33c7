using System.Globalization;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Payouts.Book;

/// <summary>
/// Our own book of payments handed to banks, wallets and desks: one row for each attempt, written before anything leaves. Whoever writes the row first says
/// what becomes of the attempt, so that a late delivery never pays what was stopped, nor stops what is paid.
/// </summary>
public sealed class PaymentBook(ITables tables, IIdentityHash hash)
{
    private const string Reversed = "payment";

    /// <summary>Writes an attempt into the book, unless it, a later one, or an earlier one that is not over stands there: then that is the answer.</summary>
    public async Task<PaymentAttempt> Begin(PaymentAttempt begun, CancellationToken cancellationToken)
    {
        await Index(begun, cancellationToken);
        while (true)
        {
            var latest = await Latest(begun.Payment, cancellationToken);
            if (latest is not null && (latest.Attempt >= begun.Attempt || !latest.IsOver))
            {
                return latest;
            }

            if (await tables.Commit(TableNames.Payments, [RowChange.Add(begun.Payment.Value, Key(begun.Attempt), GrantRows.Values(begun))], cancellationToken) == CommitOutcome.Committed)
            {
                return begun;
            }
        }
    }

    /// <summary>How an attempt stands; null when it never began.</summary>
    public async Task<PaymentAttempt?> Find(PaymentId payment, int attempt, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Payments, payment.Value, Key(attempt), cancellationToken) is { } row ? GrantRows.Read<PaymentAttempt>(row) : null;

    /// <summary>Every attempt of a payment, in order.</summary>
    public async Task<IReadOnlyList<PaymentAttempt>> Attempts(PaymentId payment, CancellationToken cancellationToken) =>
        await tables.Query(TableNames.Payments, RowQuery.Prefix(payment.Value, "attempt-"), cancellationToken).Select(GrantRows.Read<PaymentAttempt>).ToListAsync(cancellationToken);

    /// <summary>The last attempt of a payment; null when none began.</summary>
    public async Task<PaymentAttempt?> Latest(PaymentId payment, CancellationToken cancellationToken) => await Attempts(payment, cancellationToken) is [.., var last] ? last : null;

    /// <summary>The attempt with this unique reference; null when there is none.</summary>
    public async Task<PaymentAttempt?> ByUetr(string uetr, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Payments, UetrPartition(uetr), Reversed, cancellationToken) is { } row
            ? await Find(PaymentId.Parse(row.Text("payment")), (int)row.Number("attempt")!.Value, cancellationToken)
            : null;

    /// <summary>Attempts that went to an account, with this amount.</summary>
    /// <param name="account">As it stands on a statement; spaces and case do not count.</param>
    /// <param name="payAs">What the person was to receive.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<PaymentAttempt>> ByAccount(string account, Money payAs, CancellationToken cancellationToken) => ByAccountHash(HashOf(account), payAs, cancellationToken);

    /// <summary>The same by the account's keyed hash (<see cref="HashOf"/>).</summary>
    public async Task<IReadOnlyList<PaymentAttempt>> ByAccountHash(string accountHash, Money payAs, CancellationToken cancellationToken)
    {
        var found = new List<PaymentAttempt>();
        await foreach (var row in tables.Query(TableNames.Payments, new RowQuery(AccountPartition(accountHash)), cancellationToken))
        {
            if (await Find(PaymentId.Parse(row.Text("payment")), (int)row.Number("attempt")!.Value, cancellationToken) is { } attempt && attempt.PayAs == payAs)
            {
                found.Add(attempt);
            }
        }

        return found;
    }

    /// <summary>Changes an attempt; the change sees the present one, and null from it changes nothing. Gives what stands after it.</summary>
    /// <exception cref="InvalidOperationException">The attempt never began.</exception>
    public async Task<PaymentAttempt> Change(PaymentId payment, int attempt, Func<PaymentAttempt, PaymentAttempt?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await tables.Find(TableNames.Payments, payment.Value, Key(attempt), cancellationToken)
                ?? throw new InvalidOperationException($"Attempt {attempt} of payment {payment} is not in the book.");
            var present = GrantRows.Read<PaymentAttempt>(row);
            if (change(present) is not { } changed || changed == present)
            {
                return present;
            }

            if (await tables.Commit(TableNames.Payments, [RowChange.Replace(row, GrantRows.Values(changed))], cancellationToken) == CommitOutcome.Committed)
            {
                return changed;
            }
        }
    }

    /// <summary>Keyed hash of an account, the same however it is spaced.</summary>
    public string HashOf(string account) => hash.Of("account|" + string.Concat(account.Where(char.IsLetterOrDigit)).ToUpperInvariant());

    /// <summary>How an attempt stands, as the provider of that kind says it.</summary>
    public static ProviderAnswer AnswerOf(PaymentAttempt present, int attempt) => present.Attempt.CompareTo(attempt) switch
    {
        > 0 => new ProviderAnswer(PaymentOutcome.Failed, "a later attempt took its place"),
        // Were its answer taken for this one's, what it paid would be booked on an attempt that never left.
        < 0 => new ProviderAnswer(PaymentOutcome.Failed, $"attempt {present.Attempt} is not over: nothing is paid beside it"),
        _ => new ProviderAnswer(present.Outcome, present.Reason),
    };

    /// <summary>The ways to find it are there before it is, so that whatever a provider answers finds it. Without it they lead nowhere.</summary>
    private async Task Index(PaymentAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.AccountHash is not { } account)
        {
            return;
        }

        var values = new Dictionary<string, object> { ["payment"] = attempt.Payment.Value, ["attempt"] = attempt.Attempt };
        await tables.Commit(TableNames.Payments, [RowChange.Upsert(UetrPartition(attempt.Uetr), Reversed, values)], cancellationToken);
        await tables.Commit(TableNames.Payments, [RowChange.Upsert(AccountPartition(account), $"{attempt.Payment}-{attempt.Attempt:D2}", values)], cancellationToken);
    }

    private static string Key(int attempt) => string.Create(CultureInfo.InvariantCulture, $"attempt-{attempt:D4}");

    private static string UetrPartition(string uetr) => $"uetr-{uetr}";

    private static string AccountPartition(string hash) => $"account-{hash}";
}
