using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>What one of finance says of an attempt, and a colleague has not said yet.</summary>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Paid">Whether the person has the money.</param>
/// <param name="By">Who.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Reason">How it was found out.</param>
/// <param name="Evidence">Reference of what proves it.</param>
public sealed record ProposedResolution(int Attempt, bool Paid, ActorId By, DateTimeOffset At, string Reason, string Evidence);

/// <summary>What two of finance found out of an attempt.</summary>
public sealed record ResolvedAttempt(int Attempt, bool Paid);

/// <summary>A provider's answer that the books do not follow: somebody has to find out.</summary>
/// <param name="Attempt">About which attempt.</param>
/// <param name="Outcome">What it says.</param>
public sealed record Contradiction(int Attempt, PaymentOutcome Outcome);

/// <summary>What finance can say of a payment in question, and what follows.</summary>
internal static class Resolution
{
    public static bool IsOpen(CashLine line) => line.State == CashState.Unknown || line.Contradictions is { Count: > 0 };

    public static bool IsUnknown(CashLine line, int attempt) => line.State == CashState.Unknown && attempt == line.Attempt;

    public static bool Concerns(CashLine line, int attempt) => IsUnknown(line, attempt) || Said(line, attempt) is not null;

    /// <summary>The attempts that it can be about, in words.</summary>
    public static string InQuestion(CashLine line) => string.Join(
        ", ", (line.Contradictions ?? []).Select(one => one.Attempt).Concat(line.State == CashState.Unknown ? [line.Attempt] : []).Distinct().Order());

    /// <summary>It was paid beside what the line was paid by, is on its way by, or was given to.</summary>
    public static bool IsPaidTwice(CashLine line, int attempt) =>
        !IsUnknown(line, attempt) && Said(line, attempt) == PaymentOutcome.Settled && line.State is not (CashState.Failed or CashState.Due);

    /// <summary>The provider's answer that would do the same; null where the books stay as they are.</summary>
    public static PaymentOutcome? Answer(CashLine line, int attempt, bool paid) => (IsUnknown(line, attempt), Said(line, attempt), paid) switch
    {
        (true, _, true) => PaymentOutcome.Settled,
        (true, _, false) => PaymentOutcome.Failed,
        (false, PaymentOutcome.Settled, true) => PaymentOutcome.Settled,
        // It was booked as paid, and was not: what is with the provider came back, or never left.
        (false, PaymentOutcome.Failed, false) when line.State == CashState.Paid && (line.PaidBy ?? line.Attempt) == attempt => PaymentOutcome.Returned,
        _ => null,
    };

    /// <summary>How the attempt stands in the book of payments from here on.</summary>
    public static PaymentOutcome InBook(CashLine line, int attempt, bool paid) =>
        Answer(line, attempt, paid) ?? (paid ? PaymentOutcome.Settled : PaymentOutcome.Failed);

    private static PaymentOutcome? Said(CashLine line, int attempt) => line.Contradictions?.Find(one => one.Attempt == attempt)?.Outcome;
}
