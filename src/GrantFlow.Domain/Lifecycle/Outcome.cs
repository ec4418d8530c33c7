using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>Gathers what one accepted command changes: events, journal entries, effects. Ids follow from the event's number, so the same decision always has the same ids.</summary>
internal sealed class Outcome(Grant grant, GrantCommand command, DecisionContext context)
{
    private readonly List<GrantEvent> _events = [];
    private readonly List<JournalEntry> _entries = [];
    private readonly List<Effect> _effects = [];

    /// <summary>The grant after the events so far.</summary>
    public Grant Grant { get; private set; } = grant;

    public DecisionContext Context { get; } = context;

    /// <summary>The id of the last event.</summary>
    public string EventId => $"{Grant.Id}-{Grant.Version:D4}";

    /// <summary>The id of the entry that is posted next, once one event has been recorded.</summary>
    public string NextEntry => $"{Grant.Id}-{Grant.Version + 1:D4}-{_entries.Count + 1}";

    /// <summary>Something happens that fires the grant's trigger; the machine says where it leads.</summary>
    public void Record(GrantTrigger trigger, GrantEvent happened, Func<GrantFacts, GrantFacts>? refine = null)
    {
        var facts = (refine ?? (same => same))(Grant.Facts);
        // Resuming and holding are about the hold itself; everything else goes on underneath it.
        var aboutHold = trigger is GrantTrigger.Hold or GrantTrigger.Resume;
        var machine = GrantMachine.At(aboutHold ? Grant.State : Grant.WorkingState, facts);
        machine.Fire(trigger);
        var staysHeld = Grant.State == GrantState.OnHold && !aboutHold && GrantMachine.Holdable.Contains(machine.State);
        Add(staysHeld
            ? happened with { State = GrantState.OnHold, HeldFrom = machine.State }
            : happened with { State = machine.State, HeldFrom = trigger == GrantTrigger.Hold ? Grant.State : null });
    }

    /// <summary>Something happens that leaves the grant where it stands.</summary>
    public void Note(GrantEvent happened) => Add(happened with { State = Grant.State, HeldFrom = Grant.HeldFrom });

    /// <summary>A grant begins, and waits for intake.</summary>
    public void Begin(GrantEvent happened) => Add(happened with { State = GrantState.Submitted });

    /// <summary>A line moves. The grant follows when the last one is done.</summary>
    public void Move(GrantEvent happened)
    {
        if (GrantMachine.Final.Contains(Grant.State))
        {
            // Money can come back after the end. The grant stays where it is, and shows it.
            Note(happened);
            return;
        }

        var after = happened with { State = Grant.State, HeldFrom = Grant.HeldFrom };
        var lines = after.Apply(Grant);
        Record(GrantTrigger.MoveLine, happened, facts => facts with { LinesDone = lines.LinesDone, AnythingSpent = lines.Facts.AnythingSpent });
    }

    /// <summary>Moves an amount from one account of the grant's funding line to another.</summary>
    /// <param name="kind">Why.</param>
    /// <param name="debit">Where it goes.</param>
    /// <param name="credit">Where it was.</param>
    /// <param name="amount">How much.</param>
    /// <param name="line">The grant's line, where it is one line's.</param>
    /// <param name="corrects">The entry that had brought the money there, where this takes it back.</param>
    /// <param name="paidAs">What it was paid as in another currency; null where nothing was converted.</param>
    public void Post(EntryKind kind, Account debit, Account credit, Money amount, LineId? line = null, string? corrects = null, PaidAs? paidAs = null) =>
        Post(kind, [Posting.Debit(debit, amount), Posting.Credit(credit, amount)], line, corrects, paidAs);

    public void Post(EntryKind kind, IReadOnlyList<Posting> postings, LineId? line = null, string? corrects = null, PaidAs? paidAs = null) =>
        _entries.Add(JournalEntry.Create(
            $"{EventId}-{_entries.Count + 1}", kind, Context.Today, Grant.Id, line, Grant.Application.Programme, Grant.FundingLine, EventId, postings) with
            {
                Office = Grant.Application.Office,
                Corrects = corrects,
                PaidAs = paidAs,
            });

    public void Ask(Effect effect) => _effects.Add(effect);

    /// <summary>Gives back all money that is neither spent nor on its way, and says so in the books.</summary>
    public void ReleaseCommitment(Account from, Money amount, bool ends, LineId? line = null)
    {
        if (Grant.Committed)
        {
            Post(EntryKind.Release, Account.Available, from, amount, line, line is { } one ? Grant.Line(one)?.Posted : Grant.Commitment);
        }

        Ask(new ReleaseFunds(Grant.Id, Grant.FundingLine, Grant.Reservation, line is null ? EventId : $"{EventId}-{line}", amount, ends));
    }

    public Decision ToDecision() => new Decision.Accepted(Grant, _events, _entries, _effects);

    private void Add(GrantEvent happened)
    {
        var stamped = happened with { Version = Grant.Version + 1, At = Context.Now, By = command.Actor, Cause = command.Id };
        _events.Add(stamped);
        Grant = stamped.Apply(Grant);
    }
}
