using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Payouts.CashDesk;

namespace GrantFlow.Pipeline.Payouts.Book;

/// <summary>A row of a bank's file that changed how an attempt stands.</summary>
/// <param name="Outcome">To what.</param>
/// <param name="File">The file.</param>
/// <param name="Row">Its row, from 1.</param>
public sealed record PaymentSource(PaymentOutcome Outcome, string File, int Row);

/// <summary>One attempt to pay, as our own book of what was handed to banks, wallets and desks has it. No account is in it.</summary>
/// <param name="Payment">End-to-end id, the same for every attempt.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Kind">How the money travels.</param>
/// <param name="Amount">In the grant's currency.</param>
/// <param name="PayAs">What the person receives.</param>
/// <param name="Outcome">How it stands.</param>
/// <param name="Reason">Why it failed or came back (ISO 20022 external status reason); null otherwise.</param>
/// <param name="BegunAt">When it was handed over, or stopped before that (UTC).</param>
public sealed record PaymentAttempt(PaymentId Payment, int Attempt, RouteKind Kind, Money Amount, Money PayAs, PaymentOutcome Outcome, string? Reason, DateTimeOffset BegunAt)
{
    /// <summary>The batch it left in; null where it left alone.</summary>
    public BatchId? Batch { get; init; }

    /// <summary>Whose vault entry holds the account.</summary>
    public PersonId? Person { get; init; }

    /// <summary>Under which key.</summary>
    public string? RouteKey { get; init; }

    /// <summary>Keyed hash of the account, to find a payment by it; null for one that was stopped before it left.</summary>
    public string? AccountHash { get; init; }

    /// <summary>The provider's own reference; null where it gave none.</summary>
    public string? Reference { get; init; }

    /// <summary>When it was last sent to a provider that may not have answered (UTC); null before, and where nothing is sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Which rows of which banks' files changed how it stands, in order; null where none did.</summary>
    public ImmutableList<PaymentSource>? Said { get; init; }

    /// <summary>When people said how it ended (UTC); null where the provider did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Each time they did, so that none is done twice; null where they never did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableList<string>? Resolutions { get; init; }

    /// <summary>Until when it can be collected (UTC); null where it does not lapse.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What a person collects it with at a cash desk; null where it goes elsewhere, or none was issued.</summary>
    public Voucher? Voucher { get; init; }

    /// <summary>The unique reference of this attempt.</summary>
    [JsonIgnore]
    public string Uetr => Domain.Payout.Uetr.Of(Payment, Attempt);

    /// <summary>It was given up, so that a later attempt may begin.</summary>
    [JsonIgnore]
    public bool IsOver => Outcome is PaymentOutcome.Failed or PaymentOutcome.Returned;

    /// <summary>An attempt as it is asked for, before anybody took it on.</summary>
    public static PaymentAttempt Of(PayoutRequest request, PaymentOutcome outcome, string? reason, DateTimeOffset at) =>
        new(request.Payment, request.Attempt, request.Route.Kind, request.Amount, request.PayAs, outcome, reason, at)
        {
            Batch = request.Batch,
            Person = request.Person,
            RouteKey = request.Route.Key,
        };
}
