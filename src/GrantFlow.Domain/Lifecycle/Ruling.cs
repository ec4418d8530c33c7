using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>
/// Collects every reason against a command and, when there is none, lets it happen. Of several reasons the one with
/// the highest precedence is given (<see cref="RefusalCode"/>), whatever the order in which they were checked.
/// </summary>
internal sealed class Ruling
{
    private readonly Grant grant;
    private readonly GrantCommand command;
    private readonly DecisionContext context;
    private readonly List<Decision.Refused> refusals = [];

    private Ruling(Grant grant, GrantCommand command, DecisionContext context) =>
        (this.grant, this.command, this.context) = (grant, command, context);

    public static Ruling On(Grant grant, GrantCommand command, DecisionContext context) => new(grant, command, context);

    /// <summary>The command is for these roles; a country office acts on its own grants only.</summary>
    public Ruling By(params ReadOnlySpan<Role> roles)
    {
        var role = command.Actor.Role;
        Unless(!roles.Contains(role), RefusalCode.WrongRole, $"The role {role} may not do this. Ask someone with the role {string.Join(" or ", roles.ToArray())}.");
        return Unless(
            role == Role.CountryOffice && command.Actor.Office != grant.Application.Office,
            RefusalCode.OtherOffice,
            "This grant belongs to another country office.");
    }

    /// <summary>The machine lets the trigger pass where the grant stands.</summary>
    public Ruling From(GrantTrigger trigger) => CanFire(grant.State, trigger);

    /// <summary>As <see cref="From"/>, but looks through a hold: a person can always withdraw, and answers always arrive.</summary>
    public Ruling FromEvenOnHold(GrantTrigger trigger) => CanFire(grant.WorkingState, trigger);

    public Ruling Unless(bool refused, RefusalCode code, string why)
    {
        if (refused)
        {
            refusals.Add(new Decision.Refused(code, why));
        }

        return this;
    }

    public Ruling Unless(IEnumerable<Decision.Refused> found)
    {
        refusals.AddRange(found);
        return this;
    }

    /// <summary>The line exists, is of this kind, and its machine lets the trigger pass.</summary>
    public Ruling Line<TLine>(LineId id, Func<TLine, bool> canFire)
        where TLine : GrantLine
    {
        var line = grant.Line(id);
        var typed = line as TLine;
        return Unless(line is null, RefusalCode.LineNotFound, $"Grant {grant.Id} has no line {id}. Its lines are {string.Join(", ", grant.Lines.Select(one => one.Id))}.")
            .Unless(line is not null && typed is null, RefusalCode.WrongLineKind, $"Line {id} is {line?.Kind}; this step is for {(typeof(TLine) == typeof(CashLine) ? "cash" : "in-kind")} lines.")
            .Unless(typed is not null && !canFire(typed), RefusalCode.WrongLineState, $"Line {id} is {line?.StateName}; this step does not start there.");
    }

    /// <summary>The first reason by precedence, or what happens.</summary>
    public Decision Then(Action<Outcome> happen)
    {
        if (refusals.MinBy(refusal => refusal.Code) is { } refused)
        {
            return refused;
        }

        var outcome = new Outcome(grant, command, context);
        happen(outcome);
        return outcome.ToDecision();
    }

    private Ruling CanFire(GrantState from, GrantTrigger trigger) =>
        Unless(
            !GrantMachine.At(from, grant.Facts).CanFire(trigger),
            RefusalCode.WrongState,
            $"The grant is {grant.State}; this step does not start there.");
}
