using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.CashDesk;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>One part of the split: something given in kind, or cash.</summary>
/// <param name="Id">Number within the grant: L01 to L99.</param>
/// <param name="Kind">What is given.</param>
/// <param name="Amount">Its share of the approved amount; above zero.</param>
[JsonDerivedType(typeof(InKindLine), "inKind")]
[JsonDerivedType(typeof(CashLine), "cash")]
public abstract record GrantLine(LineId Id, LineKind Kind, Money Amount)
{
    /// <summary>From which package of the programme; null where it has none.</summary>
    public string? Package { get; init; }

    /// <summary>The last day for it where its package has a deadline, at the office's calendar.</summary>
    public DateOnly? DueBy { get; init; }

    /// <summary>The journal entry that last moved its money; what takes that back names it. Null where it was not noted.</summary>
    public string? Posted { get; init; }

    /// <summary>Nothing is left to do.</summary>
    [JsonIgnore]
    public abstract bool IsDone { get; }

    /// <summary>The money has left for good.</summary>
    [JsonIgnore]
    public abstract bool IsSpent { get; }

    /// <summary>The line can still be called off: nothing was handed over or released.</summary>
    [JsonIgnore]
    public abstract bool CanCancel { get; }

    /// <summary>The line's state by name.</summary>
    [JsonIgnore]
    public abstract string StateName { get; }

    /// <summary>The line, called off.</summary>
    internal abstract GrantLine CallOff();
}

/// <summary>Goods, a service, a training, a wage subsidy.</summary>
/// <param name="Id">Number within the grant.</param>
/// <param name="Kind">What is given.</param>
/// <param name="Amount">Price; above zero.</param>
/// <param name="Item">What exactly, 1 to 200 characters, no personal data.</param>
/// <param name="Supplier">Supplier or provider, 1 to 100 characters.</param>
/// <param name="State">Where the line stands.</param>
public sealed record InKindLine(LineId Id, LineKind Kind, Money Amount, string Item, string Supplier, InKindState State) : GrantLine(Id, Kind, Amount)
{
    /// <summary>The item of the programme's catalogue; null where the programme has none.</summary>
    public string? ItemCode { get; init; }

    /// <summary>How many; null where it is not counted.</summary>
    public int? Quantity { get; init; }

    /// <summary>The supplier in the register; null where only a name was given.</summary>
    public SupplierId? SupplierId { get; init; }

    /// <summary>The office's purchase order, 1 to 100 characters; null where the office gave none, and the line's own reference stands for it.</summary>
    public string? PurchaseOrder { get; init; }

    /// <summary>The line of which this is the rest, after a part was delivered; null where it was planned.</summary>
    public LineId? PartOf { get; init; }

    /// <summary>Why it was last disputed; null where it never was.</summary>
    public string? Dispute { get; init; }

    /// <summary>What proves the delivery; null before.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>The supplier's settled invoice; null before.</summary>
    public string? Invoice { get; init; }

    /// <summary>Who settled it; null before.</summary>
    public ActorId? Settler { get; init; }

    /// <inheritdoc/>
    public override bool IsDone => InKindMachine.Final.Contains(State);

    /// <inheritdoc/>
    public override bool IsSpent => State == InKindState.Settled;

    /// <inheritdoc/>
    public override bool CanCancel => InKindMachine.At(State).CanFire(InKindTrigger.Cancel);

    /// <inheritdoc/>
    public override string StateName => State.ToString();

    internal override GrantLine CallOff() => this with { State = InKindState.Cancelled };
}

/// <summary>Cash to the person.</summary>
/// <param name="Id">Number within the grant.</param>
/// <param name="Amount">What is paid; above zero.</param>
/// <param name="State">Where the line stands.</param>
/// <param name="Attempt">Counts releases; 0 before the first. The payment's identity stays the same over attempts.</param>
/// <param name="Route">Where the money goes in this attempt.</param>
public sealed record CashLine(LineId Id, Money Amount, CashState State, int Attempt, PayoutRoute Route) : GrantLine(Id, LineKind.Cash, Amount)
{
    /// <summary>Why the last attempt failed (ISO 20022 external status reason where the provider gives one); null otherwise.</summary>
    public string? Failure { get; init; }

    /// <summary>Who released the last attempt.</summary>
    public ActorId? Releaser { get; init; }

    /// <summary>Everyone who ever released it: a repair does not make them uninvolved. Null before the first release, and where it was not noted.</summary>
    public ImmutableList<ActorId>? Releasers { get; init; }

    /// <summary>The batch in which the last attempt left; null where it left alone.</summary>
    public BatchId? Batch { get; init; }

    /// <summary>What the last attempt comes to in the currency it is paid in; null where that is the grant's.</summary>
    public Conversion? Conversion { get; init; }

    /// <summary>The attempt by which the person was paid last; null before, and where it was not noted.</summary>
    public int? PaidBy { get; init; }

    /// <summary>The attempts whose money came back, in order; null where none did.</summary>
    public ImmutableList<int>? Returns { get; init; }

    /// <summary>The attempts that were paid in another currency, in order; null where none was.</summary>
    public ImmutableList<int>? Converted { get; init; }

    /// <summary>What the bank booked for the attempt that paid; null where it did not say.</summary>
    public Money? Booked { get; init; }

    /// <summary>What exchange rates have cost on this line so far; below zero where they brought something, null where they did neither.</summary>
    public Money? Difference { get; init; }

    /// <summary>The converted attempts that came back before it was said what their way out had cost, in order; null where none did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableList<int>? Unbooked { get; init; }

    /// <summary>What one of finance says of an attempt in question; null where nobody did, or it was decided.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProposedResolution? Proposed { get; init; }

    /// <summary>What finance found out of attempts that were in question; null where none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableList<ResolvedAttempt>? Resolved { get; init; }

    /// <summary>What providers say that the books do not follow; null where nothing waits for finance.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableList<Contradiction>? Contradictions { get; init; }

    /// <summary>Who handed it over at a cash desk; null where it was paid otherwise, or not yet.</summary>
    public HandedOver? HandedOver { get; init; }

    /// <inheritdoc/>
    public override bool IsDone => CashMachine.Done.Contains(State);

    /// <inheritdoc/>
    public override bool IsSpent => State == CashState.Paid;

    /// <inheritdoc/>
    public override bool CanCancel => !IsInQuestion && CashMachine.At(State).CanFire(CashTrigger.Cancel);

    /// <inheritdoc/>
    public override string StateName => State.ToString();

    internal override GrantLine CallOff() => this with { State = CashState.Cancelled };

    /// <summary>It may have been paid: until somebody can say, nothing is put in its place.</summary>
    [JsonIgnore]
    public bool IsInQuestion => State == CashState.Unknown || (State != CashState.Paid && Contradictions is { Count: > 0 });

    /// <summary>Whether an attempt's money came back.</summary>
    internal bool CameBack(int attempt) => Returns?.Contains(attempt) ?? (State is CashState.Returned or CashState.GivenBack && attempt == Attempt);
}

/// <summary>What proves a delivery.</summary>
/// <param name="Reference">Delivery note or file name, 1 to 100 characters, no personal data.</param>
/// <param name="Sha256">Hash of the file in 64 lower-case hex digits, or null when the paper is kept at the office.</param>
/// <param name="DeliveredOn">Local calendar date of the hand-over.</param>
public sealed record Evidence(string Reference, string? Sha256, DateOnly DeliveredOn);

/// <summary>How cash reaches the person.</summary>
public enum RouteKind
{
    /// <summary>IBAN or national account.</summary>
    BankAccount,

    /// <summary>A mobile wallet.</summary>
    MobileMoney,

    /// <summary>The country office's cash desk.</summary>
    CashDesk,
}

/// <summary>A payout route without its secret: the account itself is in the vault.</summary>
/// <param name="Kind">How.</param>
/// <param name="Country">Where the account, wallet or desk is.</param>
/// <param name="Masked">The account's last four characters for the eye, e.g. <c>…4711</c>.</param>
/// <param name="Key">Under which the vault keeps the account.</param>
public sealed record PayoutRoute(RouteKind Kind, CountryCode Country, string Masked, string Key)
{
    /// <summary>Whose account it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Payee Payee { get; init; }

    /// <summary>The office whose cash desk pays; null for other routes, and where it was not noted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OfficeId? Desk { get; init; }
}

/// <summary>Who receives cash.</summary>
public enum Payee
{
    /// <summary>The person themselves.</summary>
    Beneficiary,

    /// <summary>For a child: the parent, or the guardian on file.</summary>
    Guardian,
}
