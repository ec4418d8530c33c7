using GrantFlow.Domain.Households;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Households;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>The people: intake, officers, the country office and finance. Mostly they do what is next, sometimes anything, sometimes the same again; and somebody looks after the messages that failed.</summary>
internal sealed class Staff
{
    /// <summary>How many grants a run has, a family aside.</summary>
    private static readonly int[] Grants = [1, 1, 1, 1, 2, 2];

    private readonly SimRun _simulation;
    private readonly Random _random;
    private readonly FamilyCase? _family;
    private readonly Finance? _finance;
    private readonly List<Errand> _errands = [];
    private readonly int _pace;
    private int _steps, _keys;

    public Staff(SimRun simulation)
    {
        _simulation = simulation;
        _random = simulation.Random;
        _pace = new[] { 5, 30, 120, 900 }[_random.Next(4)];
        InBatches = _random.Next(4) == 0;
        var cases = new List<Case>();
        for (var count = Grants[_random.Next(Grants.Length)]; count > 0; count--)
        {
            cases.Add(NewCase(cases));
        }

        if (_random.Next(12) == 0)
        {
            _family = new(new Member("Fa"), Member("Fb", HouseholdRole.FamilyMember));
            cases.AddRange(_family.Members.Select(member => member.Case));
        }

        Cases = cases;
        _finance = InBatches ? new Finance(simulation) : null;
        _steps = 3 + (Cases.Count * (4 + _random.Next(5)));
    }

    public IReadOnlyList<Case> Cases { get; }

    /// <summary>Money leaves in batches.</summary>
    public bool InBatches { get; }

    /// <summary>Every command that was asked at the door, and what was answered.</summary>
    public Dictionary<CommandId, Errand> Commands { get; } = [];

    /// <summary>What was asked of the family.</summary>
    public Dictionary<HouseholdCommandId, Errand> FamilyCommands { get; } = [];

    public void Begin()
    {
        if (_random.Next(12) == 0)
        {
            _simulation.In(_simulation.Seconds(1, 300), SomebodyElseWrites);
        }

        _simulation.In(TimeSpan.Zero, Step);
        _simulation.In(_simulation.Seconds(60, 600), LookAfterFailures);
    }

    /// <summary>Sends every message again that waits for a person, and says whether there was one.</summary>
    public bool RedriveAll()
    {
        var open = Failed();
        foreach (var message in open)
        {
            Decide(message);
        }

        return open.Count > 0;
    }

    /// <summary>Everybody does what is next, until every grant has come to its end: whatever stands still without being at its end has been forgotten by all.</summary>
    public void GoOnToTheEnd()
    {
        for (var round = 0; ; round++)
        {
            var open = Cases.Select(one => (Case: one, Grant: Look(one.Grant))).Where(one => one.Grant is { } grant && !NextSteps.IsOver(grant)).ToList();
            if (open.Count == 0)
            {
                return;
            }

            Assert.True(round < 60, $"Stuck: {string.Join("; ", open.Select(one => $"{one.Case.Name} in {one.Grant!.State}, {string.Join(", ", one.Grant.Lines.Select(line => line.StateName))}"))}");
            foreach (var (one, grant) in open)
            {
                Forward(one, grant, round)?.Begin(patient: true);
            }

            _simulation.ComeToRest();
        }
    }

    public Grant? Look(GrantId id) => SimRun.Now(_simulation.Eyes.Get<GrantStore>().Find(id, default))?.Grant;

    private static Member Member(string name, HouseholdRole role) => new(name, role) { Case = new(name) { Programme = World.Families, With = application => application with { HouseholdRole = role } } };

    private Case NewCase(List<Case> others)
    {
        var name = $"C{others.Count + 1}";
        var one = new Case(name) { Programme = SimWorld.Programmes[_random.Next(SimWorld.Programmes.Length)], Account = SimWorld.Accounts[_random.Next(SimWorld.Accounts.Length)] };
        if (others.Count == 0 || _random.Next(3) > 0)
        {
            return one;
        }

        // The same paper, or the same name: of the programme where the other is.
        var other = others[_random.Next(others.Count)];
        return one with { Programme = other.Programme, Who = _random.Next(2) == 0 ? other.Who with { FamilyName = "Other" } : other.Who with { DocumentNumber = $"DOC{name}" } };
    }

    private void Step()
    {
        if (_random.Next(150) == 0)
        {
            _simulation.Sleep(TimeSpan.FromDays(_random.Next(5) == 0 ? 366 + _random.Next(10) : 1 + _random.Next(40)));
        }

        if (_errands.Count > 0 && _random.Next(20) == 0)
        {
            _errands[_random.Next(_errands.Count)].Begin();
        }
        else
        {
            var one = Cases[_random.Next(Cases.Count)];
            var grant = Look(one.Grant);
            (_random.Next(5) > 0 ? Forward(one, grant, _random.Next(3)) : Asked(one, NextSteps.Anything(one, grant, _random)))?.Begin();
        }

        if (--_steps > 0)
        {
            _simulation.In(_simulation.Seconds(1, _pace), Step);
        }
    }

    /// <summary>What the next person would ask, as far as they can see.</summary>
    private Errand? Forward(Case one, Grant? grant, int round)
    {
        if (_family is { } family && family.Members.Any(member => member.Case == one) && (grant is null || (grant.State == GrantState.AwaitingApproval && grant.Household is not null && round % 2 == 0)))
        {
            var ask = grant is null ? family.Submit() : family.Approve(Key());
            return Remember(new(_simulation, ask.Command.GetType().Name, parts => Pass(parts, ask)), errand => FamilyCommands.TryAdd(ask.Command.Id, errand));
        }

        return _finance is { } finance && grant is not null && round % 3 != 2 && NextSteps.IsDue(grant)
            ? Remember(finance.Next(grant, Key()), _ => { })
            : Asked(one, NextSteps.Forward(one, grant, round, _random));
    }

    private Errand? Asked(Case one, Ask? ask)
    {
        if (ask is null)
        {
            return null;
        }

        // Asked under a key of the caller's own, as every door does; the words of a case alone would make a second hold the first one again.
        var asked = ask with { Command = ask.Command with { Id = one.Id(Key()) } };
        var keyed = _random.Next(2) == 0;
        return Remember(
            new(_simulation, $"{asked.Command.GetType().Name} {one.Name} {asked.Command.Id}", parts => parts.Get<CommandGate>().Pass(asked.Command, asked.Command.Id.Value, keyed, Prepared(parts, asked.Prepare), default)),
            errand => Commands.Add(asked.Command.Id, errand));
    }

    private Errand Remember(Errand errand, Action<Errand> note)
    {
        note(errand);
        _errands.Add(errand);
        return errand;
    }

    private static Task<GateAnswer> Pass(Parts parts, HouseholdAsk ask) => parts.Get<HouseholdGate>().Pass(ask.Command, ask.Command.Id.Value, true, Prepared(parts, ask.Prepare), default);

    private static Func<CancellationToken, Task>? Prepared(Parts parts, Func<IPersonVault, Task>? prepare) => prepare is null ? null : _ => prepare(parts.Get<IPersonVault>());

    private string Key() => $"key-{++_keys}";

    /// <summary>A message that is none of ours, on a queue of ours.</summary>
    private void SomebodyElseWrites() =>
        SimRun.Now(_simulation.Stores.Queues.Send(QueueNames.All[_random.Next(QueueNames.All.Count)], _random.Next(2) == 0 ? "hello" : """{"schema":"command","version":9,"id":"x"}""", null, default).ContinueWith(_ => 0, TaskContinuationOptions.ExecuteSynchronously));

    private void LookAfterFailures()
    {
        if (Failed() is { Count: > 0 } failed)
        {
            Decide(failed[_random.Next(failed.Count)]);
        }

        if (_steps > 0)
        {
            _simulation.In(_simulation.Seconds(60, 600), LookAfterFailures);
        }
    }

    private List<FailedMessage> Failed()
    {
        var store = _simulation.Eyes.Get<FailureStore>();
        return [.. QueueNames.All.SelectMany(queue => SimRun.Now(store.Open(queue, 200, null, default)).Messages)];
    }

    private void Decide(FailedMessage message)
    {
        if (_simulation.AnyHost() is not { } host)
        {
            return;
        }

        // What nobody can read is not ours.
        var (desk, discards) = (host.Parts.Get<FailureDesk>(), message.Correlation is null);
        _simulation.Say($"somebody {(discards ? "discards" : "sends again")} a message of {message.Queue}: {message.Reason}");
        host.Begin(
            async () =>
            {
                var did = discards
                    ? (await desk.Discard(message.Queue, message.Id, People.Officer, "Not ours.", default)).Discarded
                    : (await desk.Redrive(message.Queue, message.Id, People.Officer, "The cause is gone.", default)).Sent;
                _simulation.Tally.Add("message", !did ? "decided by somebody else" : discards ? "discarded" : "redriven");
            },
            failure =>
            {
                if (failure is not (null or MishapException))
                {
                    _simulation.Breaks(failure);
                }
            });
    }
}
