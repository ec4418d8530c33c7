using System.Globalization;
using System.Text.Json;
using GrantFlow.Demo.Api;
using GrantFlow.Demo.Scenario;

namespace GrantFlow.Demo.Journeys;

/// <summary>
/// One person on the way through the doors. Every request has a key that follows from run, person and step, and every wait
/// counts events that never go away again: so a walk that broke off, or was finished before, can be walked again.
/// </summary>
internal sealed class Walk(DemoOptions options, Person person, Doors doors, Calendar calendar, HandedIn handedIn, Turnstile turnstile, TimeProvider time, CancellationToken cancellationToken)
{
    /// <summary>How long the service may take for an answer of its own.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);

    private readonly Dictionary<(string, string?), int> _seen = [];
    private string? _grant;
    private string? _household;
    private int _step;
    private Days? _days;

    public Person Person { get; } = person;

    /// <summary>The plan as it stands.</summary>
    public IReadOnlyList<PlannedLine> Lines { get; private set; } = person.Lines;

    public IEnumerable<PlannedLine> InKind => Lines.Where(line => !line.IsCash);

    public IEnumerable<PlannedLine> Cash => Lines.Where(line => line.IsCash);

    /// <summary>The grant, once it is handed in.</summary>
    public string Grant => _grant ?? throw new DemoException("The grant is not handed in yet.");

    /// <summary>When things happen.</summary>
    public Days Days => _days ?? throw new DemoException("The walk has not begun yet.");

    /// <summary>What the service said to somebody who was turned away.</summary>
    public RefusedException? Refusal { get; private set; }

    public User Intake => Staff.Intake(Person.Number);

    public User Officer => Staff.Officer(Person.Number);

    public User OtherOfficer => Staff.Officer(Person.Number, turn: 1);

    public User Verifier => Staff.Verifier(Person.Return.Office);

    public User Desk => Staff.Desk(Person.Return.Office);

    public User Finance => Staff.Finance(Person.Number);

    /// <summary>Walks a journey to its end.</summary>
    public async Task Through(IReadOnlyList<Step> journey)
    {
        _days = await calendar.Of(Person, cancellationToken);
        for (_step = 1; _step <= journey.Count; _step++)
        {
            await journey[_step - 1](this);
        }
    }

    public async Task HandIn(object application)
    {
        _grant = (await doors.Ask(Intake, "/api/grants", Key("submit"), application, cancellationToken)).Grant;
        if (Person.Number == 1)
        {
            calendar.Began((await Look()).SubmittedAt);
        }
    }

    /// <summary>Hands in a whole family.</summary>
    public async Task HandInFamily(object household)
    {
        var answer = await doors.Ask(Intake, "/api/households", Key("household"), household, cancellationToken);
        var members = answer.Members ?? throw new DemoException($"{answer.Command} was accepted and names no members.");
        _household = answer.Household;
        for (var at = 0; at < members.Count; at++)
        {
            handedIn.Add(Person.Number + at, members[at].Grant);
        }

        TakeUp();
    }

    /// <summary>Goes on with the grant that somebody else's walk has handed in.</summary>
    public void TakeUp() => _grant = handedIn.Of(Person.Number);

    /// <summary>Waits until the referral has opened its case; the next person is the one it is about.</summary>
    public async Task CaseOpened() => handedIn.Add(Person.Number + 1, (await When(grant => grant.OpenedCase is not null, "The case is not opened")).OpenedCase!);

    /// <summary>Goes on with another plan.</summary>
    public void Replan(IReadOnlyList<PlannedLine> lines) => Lines = lines;

    /// <summary>Money leaves in batches: nobody releases a grant alone.</summary>
    public bool ByRoutes => options.ByRoutes;

    /// <summary>Waits for money, and makes room for others meanwhile. What waits at a desk is collected there: one officer gives the voucher, another the money.</summary>
    public async Task WaitForMoney(string trigger)
    {
        if (!options.ByRoutes)
        {
            await Until("cash-moved", trigger, Cash.Count());
            return;
        }

        turnstile.Leave();
        try
        {
            foreach (var line in (await Look()).Lines.Where(line => line.Route?.Kind == "cash-desk" && trigger == "settle"))
            {
                await Collect(line.Id);
            }

            await Until("cash-moved", trigger, Cash.Count(), money: true);
        }
        finally
        {
            await turnstile.Return(cancellationToken);
        }
    }

    private async Task Collect(string line)
    {
        var grant = await When(grant => grant.Lines.Single(one => one.Id == line).State is "instructed" or "paid", $"Line {line} does not wait at the desk", money: true);
        if (grant.Lines.Single(one => one.Id == line).State == "paid")
        {
            return;
        }

        var voucher = await doors.Post<VoucherAnswer>(Desk, $"/api/grants/{Grant}/lines/{line}/voucher", Key($"voucher-{line}"), new { }, cancellationToken);
        await doors.Post<JsonElement>(Staff.Cashier(Person.Return.Office), $"/api/grants/{Grant}/lines/{line}/voucher/payment", Key($"collect-{line}"), new { voucher.Code }, cancellationToken);
    }

    /// <summary>Hands in what must be refused with this code.</summary>
    public async Task HandInInVain(object application, string code)
    {
        try
        {
            await HandIn(application);
        }
        catch (RefusedException refused) when (refused.Code == code)
        {
            Refusal = refused;
            return;
        }

        throw new DemoException($"The application was to be refused with {code} and was taken.");
    }

    /// <summary>Asks something of the grant.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="what">The last part of the path.</param>
    /// <param name="body">Null for nothing.</param>
    public Task Ask(User user, string what, object? body = null) =>
        doors.Ask(user, $"/api/grants/{Grant}/{what}", Key(what.Replace('/', '-')), body, cancellationToken);

    /// <summary>Asks something of the family's case.</summary>
    public Task AskOfFamily(User user, string what, object body) =>
        doors.Ask(user, $"/api/households/{_household}/{what}", Key($"household-{what}"), body, cancellationToken);

    /// <summary>Reads something of the grant.</summary>
    public Task<T> Read<T>(User user, string what) => doors.Get<T>(user, $"/api/grants/{Grant}/{what}", cancellationToken);

    public Task<GrantAnswer> Look() => doors.Get<GrantAnswer>(Staff.Auditor, $"/api/grants/{Grant}", cancellationToken);

    /// <summary>Waits until something has happened once more than this walk has seen, or <paramref name="times"/> times more.</summary>
    public async Task Until(string happened, string? trigger = null, int times = 1, bool money = false)
    {
        var wanted = _seen[(happened, trigger)] = _seen.GetValueOrDefault((happened, trigger)) + times;
        await When(grant => grant.Count(happened, trigger) >= wanted, $"{happened} {trigger} did not happen", money: money);
    }

    /// <summary>Waits until everybody of the family is screened.</summary>
    public async Task FamilyScreened()
    {
        foreach (var number in Person.Family.Select(person => person.Number).Prepend(Person.Number))
        {
            await When(grant => grant.Count("screening-recorded") > 0, "Nobody looked for duplicates", handedIn.Of(number));
        }
    }

    /// <summary>Waits until it holds of a grant, this walk's own unless another one is named.</summary>
    private async Task<GrantAnswer> When(Func<GrantAnswer, bool> holds, string otherwise, string? of = null, bool money = false)
    {
        var start = time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(60);
        while (true)
        {
            // No money moves while others are on their way, so there is nothing to look for.
            while (money && !turnstile.IsQuiet)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
                start = time.GetTimestamp();
            }

            var grant = await doors.Get<GrantAnswer>(Staff.Auditor, $"/api/grants/{of ?? Grant}", cancellationToken);
            if (holds(grant))
            {
                return grant;
            }

            if (time.GetElapsedTime(start) > Patience)
            {
                throw new DemoException($"{otherwise} within {Patience.TotalSeconds:0} s; grant {grant.Id} is {grant.State}.");
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 1.5, 1000));
        }
    }

    private string Key(string name) => string.Create(CultureInfo.InvariantCulture, $"{options.Run}-{Person.Number:D4}-{_step:D2}-{name}");
}
