using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Plans;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>A grant as it stands after all its events. Holds no personal data: only the key of the person in the vault.</summary>
public sealed record Grant
{
    /// <summary>The grant's id, made by the caller's key.</summary>
    public required GrantId Id { get; init; }

    /// <summary>Number of events so far; also the last event's number.</summary>
    public int Version { get; init; }

    /// <summary>Where the grant stands.</summary>
    public GrantState State { get; init; }

    /// <summary>Where a grant on hold goes back to; null when it is not on hold.</summary>
    public GrantState? HeldFrom { get; init; }

    /// <summary>What was applied for, as last amended.</summary>
    public required Application Application { get; init; }

    /// <summary>The household it belongs to now: one decision covers all in it. Null for a person alone, and once split off.</summary>
    public HouseholdId? Household { get; init; }

    /// <summary>The catalogue version whose rules decide this grant; a later one never changes it.</summary>
    public required string ProgrammeVersion { get; init; }

    /// <summary>The one line that pays; funders never mix.</summary>
    public required FundingLineId FundingLine { get; init; }

    /// <summary>Who handed it in; amending by another person adds them.</summary>
    public required ImmutableList<ActorId> Submitters { get; init; }

    /// <summary>The approved amount; null before the first approval and after a return.</summary>
    public Money? Approved { get; init; }

    /// <summary>Who approved in the present round, in order.</summary>
    public ImmutableList<ActorId> Approvers { get; init; } = [];

    /// <summary>Every officer who ever decided: none of them decides an appeal.</summary>
    public ImmutableList<ActorId> Deciders { get; init; } = [];

    /// <summary>Counts final approvals: each reserves money under a key of its own.</summary>
    public int ApprovalRound { get; init; }

    /// <summary>The funding line holds money for this grant.</summary>
    public bool Committed { get; init; }

    /// <summary>The journal entry of that; null before, and where it was not noted.</summary>
    public string? Commitment { get; init; }

    /// <summary>The day on which the person arrived; null before the verification, and where nobody arrives.</summary>
    public DateOnly? ArrivedOn { get; init; }

    /// <summary>Who verified arrival, identity and route.</summary>
    public ActorId? Verifier { get; init; }

    /// <summary>Who confirmed the split, an order, a delivery or a new route: what they vouch for they do not pay for.</summary>
    public ImmutableList<ActorId> Handlers { get; init; } = [];

    /// <summary>Where cash goes; null when none is on file.</summary>
    public PayoutRoute? Route { get; init; }

    /// <summary>The person withdrew while payments were on their way.</summary>
    public bool Withdrawing { get; init; }

    /// <summary>What is given, line by line; empty before the split.</summary>
    public ImmutableList<GrantLine> Lines { get; init; } = [];

    /// <summary>A change of plan that waits for officers; null when none does.</summary>
    public PendingPlan? Pending { get; init; }

    /// <summary>The day on which the person left; null before it is confirmed.</summary>
    public DateOnly? DepartedOn { get; init; }

    /// <summary>For a person who seeks protection and agreed: to whom their data may be handed.</summary>
    public HandOver? HandOver { get; init; }

    /// <summary>The referral that this case comes from.</summary>
    public ReferredFrom? ReferredFrom { get; init; }

    /// <summary>The case that this referral opened.</summary>
    public GrantId? OpenedCase { get; init; }

    /// <summary>The last day on which the grant can start to be paid out; null when the programme sets none.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Which reminder of the deadline was sent last, in days before it; null before the first, and again when there is another deadline.</summary>
    public int? LastReminder { get; init; }

    /// <summary>Days without a step after which it goes to a deputy, by the rules it was stamped with; null where they were not noted.</summary>
    public int? SilenceDays { get; init; }

    /// <summary>The day (UTC) on which its state or turn began, or a person last took a step; null where it was not noted.</summary>
    public DateOnly? StandingSince { get; init; }

    /// <summary>Nobody moved for too long; null while people do.</summary>
    public Escalation? Escalation { get; init; }

    /// <summary>The day (UTC) on which the present hold began; null when it is not on hold.</summary>
    public DateOnly? HeldSince { get; init; }

    /// <summary>The holds that are over.</summary>
    public ImmutableList<HeldPeriod> Holds { get; init; } = [];

    /// <summary>The rejection was appealed and stands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Upheld { get; init; }

    /// <summary>The last reason given for a rejection, return, refusal of funds, or the like.</summary>
    public string? Reason { get; init; }

    /// <summary>Whom the last screening took the person for; null when nobody.</summary>
    public SuspectedDuplicate? Suspected { get; init; }

    /// <summary>When it was handed in (UTC).</summary>
    public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it last changed (UTC).</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Where the grant stands when a hold is looked through: answers that arrive during a hold still count.</summary>
    public GrantState WorkingState => HeldFrom ?? State;

    /// <summary>As <see cref="StandingSince"/>; where that was not noted, the last change stands in for it.</summary>
    public DateOnly StandsSince => StandingSince ?? CalendarDays.OfUtc(ChangedAt);

    /// <summary>The key under which the funding line holds this grant's money.</summary>
    public string Reservation => $"{Id}-{ApprovalRound}";

    /// <summary>The line with this id, or null.</summary>
    public GrantLine? Line(LineId id) => Lines.Find(line => line.Id == id);

    /// <summary>Every line is done; never true before the split.</summary>
    public bool LinesDone => Lines.Count > 0 && Lines.All(line => line.IsDone);

    /// <summary>Money that left for good: settled goods and paid cash, in minor units of the grant's currency.</summary>
    public Money Spent => Money.Sum(Lines.Where(line => line.IsSpent).Select(line => line.Amount), Application.Requested.Currency);

    /// <summary>The facts the machine's guards ask.</summary>
    public GrantFacts Facts => new(
        LinesDone: LinesDone,
        AnythingSpent: Lines.Any(line => line.IsSpent),
        Withdrawing: Withdrawing,
        HeldFrom: HeldFrom ?? GrantState.Submitted);

    /// <summary>Whether a country office may see and move it: its own, or, after an escalation, the deputy.</summary>
    public bool IsServedBy(OfficeId? office) => office is { } one && (one == Application.Office || one == Escalation?.Deputy);

    /// <summary>Days on which clocks stood still, counted from a day on.</summary>
    internal int DaysHeldSince(DateOnly first) => Holds.Sum(held => held.DaysSince(first));

    /// <summary>Another deadline is brought to mind anew.</summary>
    internal Grant Until(DateOnly? expiresOn) => expiresOn == ExpiresOn ? this : this with { ExpiresOn = expiresOn, LastReminder = null };

    internal Grant HandledBy(ActorId person) => Handlers.Contains(person) ? this : this with { Handlers = Handlers.Add(person) };

    internal Grant WithLine(GrantLine changed) => this with { Lines = Lines.Replace(Line(changed.Id)!, changed) };
}
