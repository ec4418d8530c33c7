using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>
/// Collects every reason against a command and, when there is none, lets it happen. Of several reasons the one with
/// the highest precedence is given (<see cref="RefusalCode"/>), whatever the order in which they were checked.
/// </summary>
internal sealed class Ruling
{
    private readonly Grant _grant;
    private readonly GrantCommand _command;
    private readonly DecisionContext _context;
    private readonly List<Decision.Refused> _refusals = [];

    private Ruling(Grant grant, GrantCommand command, DecisionContext context) =>
        (_grant, _command, _context) = (grant, command, context);

    public static Ruling On(Grant grant, GrantCommand command, DecisionContext context) => new(grant, command, context);

    /// <summary>The command is for these roles; a country office acts on its own grants only, and as deputy where the own office was silent.</summary>
    public Ruling By(params ReadOnlySpan<Role> roles)
    {
        var role = _command.Actor.Role;
        Unless(!roles.Contains(role), RefusalCode.WrongRole, $"The role {role.Plain()} may not do this. Ask someone with the role {string.Join(" or ", roles.ToArray().Select(may => may.Plain()))}.");
        return Unless(
            role == Role.CountryOffice && !_grant.IsServedBy(_command.Actor.Office),
            RefusalCode.OtherOffice,
            "This grant belongs to another country office. Its own office can do this, and a deputy once that one was silent.");
    }

    /// <summary>The machine lets the trigger pass where the grant stands.</summary>
    public Ruling From(GrantTrigger trigger) => CanFire(_grant.State, trigger);

    /// <summary>As <see cref="From"/>, but looks through a hold: a person can always withdraw, and answers always arrive.</summary>
    public Ruling FromEvenOnHold(GrantTrigger trigger) => CanFire(_grant.WorkingState, trigger);

    /// <summary>The grant has lines and ended for good: nothing moves it any more, but money can still come back.</summary>
    public Ruling FromEvenAfterTheEnd(GrantTrigger trigger) => HasEndedWithLines ? this : From(trigger);

    /// <inheritdoc cref="FromEvenAfterTheEnd"/>
    public Ruling FromEvenOnHoldOrAfterTheEnd(GrantTrigger trigger) => HasEndedWithLines ? this : FromEvenOnHold(trigger);

    /// <summary>Until somebody can say whether a payment was made, nothing is put in its place: neither this line's, nor, where none is named, anybody's.</summary>
    public Ruling UnlessUnknown(LineId? line = null) =>
        _grant.Lines.OfType<CashLine>().FirstOrDefault(cash => cash.IsInQuestion && (line is null || cash.Id == line)) is { } open
            ? Unless(true, RefusalCode.PaymentUnknown, $"Nobody can say yet whether line {open.Id} was paid (attempt {Resolution.InQuestion(open)}). Have finance find out from the provider and say so; then this goes on.")
            : this;

    /// <summary>While a change of plan waits for officers, nothing it would replace moves.</summary>
    public Ruling UnlessPlanPending(bool moves) =>
        Unless(moves && _grant.Pending is not null, RefusalCode.PlanPending, "A change of plan waits for an officer, and this would move what it is to replace. Ask for it to be approved or rejected first.");

    /// <inheritdoc cref="UnlessPlanPending(bool)"/>
    public Ruling UnlessPlanPending(LineId line) => UnlessPlanPending(_grant.Line(line) is { CanCancel: true });

    public Ruling Unless(bool refused, RefusalCode code, string why)
    {
        if (refused)
        {
            _refusals.Add(new Decision.Refused(code, why));
        }

        return this;
    }

    public Ruling Unless(IEnumerable<Decision.Refused> found)
    {
        _refusals.AddRange(found);
        return this;
    }

    /// <summary>The line exists, is of this kind, and its machine lets the trigger pass.</summary>
    public Ruling Line<TLine>(LineId id, Func<TLine, bool> canFire)
        where TLine : GrantLine
    {
        var line = _grant.Line(id);
        var typed = line as TLine;
        return Unless(line is null, RefusalCode.LineNotFound, $"Grant {_grant.Id} has no line {id}. Its lines are {string.Join(", ", _grant.Lines.Select(one => one.Id))}.")
            .Unless(line is not null && typed is null, RefusalCode.WrongLineKind, $"Line {id} is {line?.Kind.Plain()}; this step is for {(typeof(TLine) == typeof(CashLine) ? "cash" : "in-kind")} lines.")
            .Unless(typed is null || canFire(typed) ? [] : [new Decision.Refused(RefusalCode.WrongLineState, $"Line {id} is {PlainWords.Plain(typed.StateName)}; this step does not start there. {StartsAt(typed, canFire)}")]);
    }

    /// <summary>A child whose adults have all left the family, withdrawn or been refused is a child alone.</summary>
    public Ruling UnlessLeftAlone() => Unless(
        _context.NoAdultLeft && !_grant.Application.HasGuardianPapers,
        RefusalCode.GuardianMissing,
        "No adult of this child's family is left in it. Stop this grant, and hand the child in alone with a guardian and a best-interests determination on file.");

    /// <summary>The first reason by precedence, or what happens.</summary>
    public Decision Then(Action<Outcome> happen)
    {
        if (_refusals.MinBy(refusal => refusal.Code) is { } refused)
        {
            return refused;
        }

        var outcome = new Outcome(_grant, _command, _context);
        happen(outcome);
        return outcome.ToDecision();
    }

    private bool HasEndedWithLines => GrantMachine.Final.Contains(_grant.State) && _grant.Lines.Count > 0;

    private Ruling CanFire(GrantState from, GrantTrigger trigger) =>
        GrantMachine.At(from, _grant.Facts).CanFire(trigger)
            ? this
            : Unless(true, RefusalCode.WrongState, $"The grant is {_grant.State.Plain()}; this step does not start there. {StartsAt(trigger)}");

    private static string StartsAt<TLine>(TLine line, Func<TLine, bool> canFire)
        where TLine : GrantLine
    {
        IEnumerable<GrantLine> everywhere = line switch
        {
            CashLine cash => Enum.GetValues<CashState>().Select(state => cash with { State = state }),
            InKindLine inKind => Enum.GetValues<InKindState>().Select(state => inKind with { State = state }),
            _ => [],
        };
        return $"It starts when the line is {string.Join(" or ", everywhere.OfType<TLine>().Where(canFire).Select(one => PlainWords.Plain(one.StateName)))}.";
    }

    private string StartsAt(GrantTrigger trigger)
    {
        var states = Enum.GetValues<GrantState>().Where(state => GrantMachine.At(state, _grant.Facts).CanFire(trigger)).ToList();
        return states.Count == 0 ? "As the grant stands, it starts nowhere." : $"It starts when the grant is {string.Join(" or ", states.Select(state => state.Plain()))}.";
    }
}
