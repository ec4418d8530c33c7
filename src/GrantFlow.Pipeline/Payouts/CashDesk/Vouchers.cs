using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Payouts.Book;

namespace GrantFlow.Pipeline.Payouts.CashDesk;

/// <summary>How asking for, or paying out, a voucher ended.</summary>
public enum VoucherEnd
{
    /// <summary>It went well.</summary>
    Well,

    /// <summary>No money waits at the desk under this attempt.</summary>
    NothingWaits,

    /// <summary>It was not collected in time.</summary>
    Expired,

    /// <summary>Nobody issued a voucher yet.</summary>
    NotIssued,

    /// <summary>This is not the code.</summary>
    WrongCode,

    /// <summary>There were too many wrong codes.</summary>
    Locked,
}

/// <summary>A voucher that was issued, with the code that is never shown again.</summary>
public sealed record IssuedVoucher(PaymentAttempt Attempt, string Code)
{
    /// <summary>Says nothing of the code: a record's own text would put it into logs and exceptions.</summary>
    public override string ToString() => $"IssuedVoucher ({Attempt.Payment}, code hidden)";
}

/// <summary>Issues vouchers and takes their codes. Each change is one of the attempt's row in the book, so that of paying, lapsing and a new voucher exactly one comes first.</summary>
public sealed class Vouchers(PaymentBook book, VoucherCode codes, TimeProvider time)
{
    /// <summary>How the money of an attempt waits; null when it does not go to a desk.</summary>
    public async Task<PaymentAttempt?> Find(PaymentId payment, int attempt, CancellationToken cancellationToken) =>
        await book.Find(payment, attempt, cancellationToken) is { Kind: RouteKind.CashDesk } row ? row : null;

    /// <summary>Issues a voucher; one that was issued before is void from here on.</summary>
    public async Task<(VoucherEnd End, IssuedVoucher? Issued)> Issue(PaymentId payment, int attempt, ActorId by, CancellationToken cancellationToken)
    {
        if (await Find(payment, attempt, cancellationToken) is null)
        {
            return (VoucherEnd.NothingWaits, null);
        }

        var (end, code, now) = (VoucherEnd.Well, VoucherCode.New(), time.GetUtcNow());
        var after = await book.Change(payment, attempt, present => (end = Waits(present, now)) == VoucherEnd.Well ? present with { Voucher = Make(present) } : null, cancellationToken);
        return (end, end == VoucherEnd.Well ? new IssuedVoucher(after, code) : null);

        Voucher Make(PaymentAttempt present)
        {
            var number = (present.Voucher?.Number ?? 0) + 1;
            return new Voucher(number, codes.HashOf(payment, attempt, number, code), by, now);
        }
    }

    /// <summary>Takes a code and, where it is right, counts the money as handed over by this person. For the same person with the same code again.</summary>
    public async Task<VoucherEnd> PayOut(PaymentId payment, int attempt, string code, ActorId by, CancellationToken cancellationToken)
    {
        if (await Find(payment, attempt, cancellationToken) is null)
        {
            return VoucherEnd.NothingWaits;
        }

        var (end, now) = (VoucherEnd.Well, time.GetUtcNow());
        await book.Change(payment, attempt, Take, cancellationToken);
        return end;

        PaymentAttempt? Take(PaymentAttempt present)
        {
            var voucher = present.Voucher;
            var fits = voucher is { IsLocked: false } && codes.Fits(payment, attempt, voucher, code);
            if (present.Outcome == PaymentOutcome.Settled && voucher?.PaidBy == by && fits)
            {
                end = VoucherEnd.Well;
                return null;
            }

            end = Waits(present, now) is var waits and not VoucherEnd.Well ? waits
                : voucher is null ? VoucherEnd.NotIssued
                : voucher.IsLocked ? VoucherEnd.Locked
                : fits ? VoucherEnd.Well
                : VoucherEnd.WrongCode;
            return end switch
            {
                VoucherEnd.Well => present with { Outcome = PaymentOutcome.Settled, Voucher = voucher! with { PaidBy = by } },
                VoucherEnd.WrongCode => present with { Voucher = voucher! with { WrongTries = voucher.WrongTries + 1 } },
                _ => null,
            };
        }
    }

    private static VoucherEnd Waits(PaymentAttempt present, DateTimeOffset now) =>
        present.Outcome != PaymentOutcome.Instructed ? VoucherEnd.NothingWaits
        : CashDeskProvider.IsLapsed(present, now) ? VoucherEnd.Expired
        : VoucherEnd.Well;
}
