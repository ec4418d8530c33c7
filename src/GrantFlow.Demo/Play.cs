using System.Collections.Concurrent;
using GrantFlow.Demo.Api;
using GrantFlow.Demo.Checks;
using GrantFlow.Demo.Finance;
using GrantFlow.Demo.Journeys;
using GrantFlow.Demo.Report;
using GrantFlow.Demo.Scenario;

namespace GrantFlow.Demo;

/// <summary>What became of one person.</summary>
/// <param name="Person">Who.</param>
/// <param name="Grant">The grant at the end; null where the walk broke off before, or there was to be none.</param>
/// <param name="Trouble">What went wrong.</param>
/// <param name="Refusal">What the service said to somebody who had to be turned away.</param>
internal sealed record Played(Person Person, GrantAnswer? Grant, string? Trouble, string? Refusal = null)
{
    /// <summary>The grant's state, or that there is rightly none; null where the walk broke off.</summary>
    public string? End => Grant?.State ?? (Refusal is null ? null : Fates.Refused);
}

/// <summary>What a run came to.</summary>
/// <param name="People">Everybody.</param>
/// <param name="Ledger">The exported books; null where they never came to rest.</param>
/// <param name="Findings">Everything that was checked.</param>
/// <param name="Attention">Messages that wait for a person.</param>
/// <param name="Cost">What it took.</param>
internal sealed record DemoResult(IReadOnlyList<Played> People, Ledger? Ledger, IReadOnlyList<Finding> Findings, AttentionAnswer Attention, Cost Cost)
{
    public bool Fits => Findings.All(finding => finding.Holds);
}

/// <summary>What the journeys of a run took.</summary>
/// <param name="Elapsed">From the first request to the last answer, the checks not counted.</param>
/// <param name="HttpRequests">Requests answered.</param>
/// <param name="Broken">Requests that broke off and were said again.</param>
/// <param name="Storage">Requests to storage; null where the host does not count them or was started again meanwhile.</param>
/// <param name="Former">People whose grant was there before this run.</param>
internal sealed record Cost(TimeSpan Elapsed, int HttpRequests, int Broken, StorageRequestsAnswer? Storage, int Former);

/// <summary>Plays everybody, waits until the service has come to rest, and checks.</summary>
internal sealed class Play(DemoOptions options, Doors doors, TimeProvider time, Progress progress) : IDisposable
{
    /// <summary>How long views, ledger and poison queue may lag behind the last answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly ConcurrentDictionary<int, TaskCompletionSource> _walked = new();
    private readonly Calendar _calendar = new();
    private readonly HandedIn _handedIn = new();
    private readonly Turnstile _turnstile = new(options.People, options.AtOnce);
    private readonly Outside? _outside = options.Simulator is { } simulator ? new Outside(simulator) : null;
    private int _done;

    public async Task<DemoResult> Run(CancellationToken cancellationToken)
    {
        var people = Crowd.Gather(options);
        var startedAt = time.GetUtcNow();
        var start = time.GetTimestamp();
        var before = await doors.StorageRequests(cancellationToken);
        var desk = _outside is null ? null : new PaymentDesk(options, doors, _outside, _turnstile, time);
        var played = await Walk(people, desk, cancellationToken);
        var elapsed = time.GetElapsedTime(start);
        var answered = doors.Answered;
        IReadOnlyList<GrantAnswer> grants = [.. played.Select(one => one.Grant).OfType<GrantAnswer>()];

        var ledger = await AtRest(grants, cancellationToken);
        var after = await doors.StorageRequests(cancellationToken);
        IReadOnlyList<string> open = [.. played.Where(one => one.Person.Fate == Fate.ProviderDown && !options.ByRoutes).Select(one => one.Grant?.Id).OfType<string>()];
        var attention = await Attention(open, cancellationToken);
        var lists = await WorkLists(grants, cancellationToken);
        List<Finding> findings =
        [
            Finding.Of("everybody's grant ended as their fate has it", Ends(played)),
            .. ledger is null ? [new Finding("the ledger comes to rest", $"postings still arrive {Patience.TotalSeconds:0} s after the last answer")] : ledger.Check(grants),
            Finding.Of("the work lists show every grant as it stands", lists),
            Finding.Of(options.ByRoutes ? "none of this run's grants waits for a person" : "of this run's grants, the one whose provider is down waits for a person, and no other", Waiting(attention, open, grants)),
            .. ledger is null || desk is null ? [] : await desk.Prove(ledger, grants, cancellationToken),
        ];
        var former = grants.Count(grant => grant.SubmittedAt < startedAt);
        return new DemoResult(played, ledger, findings, attention, new Cost(elapsed, answered, doors.Broken, Used(before, after), former));
    }

    public void Dispose()
    {
        _turnstile.Dispose();
        _outside?.Dispose();
    }

    /// <summary>Where finance cannot go on, nobody waits for money any longer.</summary>
    private async Task<IReadOnlyList<Played>> Walk(IReadOnlyList<Person> people, PaymentDesk? desk, CancellationToken cancellationToken)
    {
        if (desk is null)
        {
            return await Walk(people, cancellationToken);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var walking = Walk(people, stop.Token);
        var paying = desk.Work(walking, stop.Token);
        if (await Task.WhenAny(walking, paying) == paying && !paying.IsCompletedSuccessfully)
        {
            await stop.CancelAsync();
            await walking.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        await paying;
        return await walking;
    }

    private async Task<IReadOnlyList<Played>> Walk(IReadOnlyList<Person> people, CancellationToken cancellationToken)
    {
        var played = new Played[people.Count];
        // Whoever waits for money leaves room for others, so the turnstile says how many walk.
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = options.ByRoutes ? people.Count : options.AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(people, atOnce, async (person, stop) =>
        {
            // People start in order, so that whoever has to be done before is on the way already.
            await _turnstile.Enter(stop);
            if (person.After is { } other && !Walked(other).Task.IsCompleted)
            {
                _turnstile.Leave();
                await Walked(other).Task.WaitAsync(stop);
                await _turnstile.Return(stop);
            }

            played[person.Number - 1] = await Walk(person, stop);
            _turnstile.Leave();
            Walked(person.Number).TrySetResult();
            progress.Walked(Interlocked.Increment(ref _done), doors.Answered);
        });
        return played;
    }

    private TaskCompletionSource Walked(int person) => _walked.GetOrAdd(person, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task<Played> Walk(Person person, CancellationToken cancellationToken)
    {
        var walk = new Walk(options, person, doors, _calendar, _handedIn, _turnstile, time, cancellationToken);
        try
        {
            await walk.Through(Journey.Of(person));
            return walk.Refusal is { } refusal
                ? new Played(person, null, null, $"{refusal.Code}: {refusal.Detail}")
                : new Played(person, await walk.Look(), null);
        }
        catch (DemoException trouble)
        {
            if (person.Number == 1)
            {
                _calendar.NeverBegan();
            }

            return new Played(person, null, trouble.Message);
        }
    }

    private async Task<Ledger?> AtRest(IReadOnlyList<GrantAnswer> grants, CancellationToken cancellationToken)
    {
        if (grants.Count == 0)
        {
            return null;
        }

        // The grants' own days: a run over kept data exports the same range again.
        var from = Day(grants.Min(grant => grant.SubmittedAt));
        var to = Day(grants.Max(grant => grant.ChangedAt));
        Ledger? last = null;
        await Eventually("every posting is in the ledger", async () =>
        {
            last = await Ledger.Download(doors, Staff.Auditor, from, to, cancellationToken) ?? last;
            return last is not null && !last.Misplaced(grants).Any();
        }, cancellationToken);
        return last;
    }

    private async Task<AttentionAnswer> Attention(IReadOnlyList<string> open, CancellationToken cancellationToken)
    {
        var attention = new AttentionAnswer([]);
        await Eventually("the message of the provider that is down has failed five times, ten seconds apart", async () =>
        {
            attention = await doors.Get<AttentionAnswer>(Staff.Auditor, "/api/attention", cancellationToken);
            return open.All(Poisoned(attention).Contains);
        }, cancellationToken);
        return attention;
    }

    private async Task<IReadOnlyList<string>> WorkLists(IReadOnlyList<GrantAnswer> grants, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> wrong = [];
        await Eventually("the work lists show every grant as it stands", async () =>
        {
            var shown = await ReadLists(cancellationToken);
            wrong = [.. from grant in grants
                        let seen = string.Join(" and ", shown[grant.Id])
                        where seen != grant.State
                        select $"{grant.Id} is {grant.State} and shown as {(seen.Length > 0 ? seen : "nothing")}"];
            return wrong.Count == 0;
        }, cancellationToken);
        return wrong;
    }

    private async Task<ILookup<string, string>> ReadLists(CancellationToken cancellationToken)
    {
        var all = new List<SummaryAnswer>();
        string? cursor = null;
        do
        {
            var page = await doors.Get<ListAnswer>(Staff.Auditor, $"/api/grants?limit=200{(cursor is null ? "" : $"&cursor={cursor}")}", cancellationToken);
            all.AddRange(page.Grants);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return all.ToLookup(line => line.Grant, line => line.State);
    }

    private static IEnumerable<string> Ends(IEnumerable<Played> played) =>
        from one in played
        let expected = Fates.Of(one.Person.Fate).Ends
        where one.Trouble is not null || one.End != expected
        select $"person {one.Person.Number} ({one.Person.Fate}): {one.Trouble ?? $"{one.Grant?.Id} is {one.End}"}";

    private static IEnumerable<string> Waiting(AttentionAnswer attention, IReadOnlyList<string> open, IReadOnlyList<GrantAnswer> grants)
    {
        var poisoned = Poisoned(attention);
        return open.Where(grant => !poisoned.Contains(grant)).Select(grant => $"{grant} is not in the list")
            .Concat(grants.Select(grant => grant.Id).Where(grant => poisoned.Contains(grant) && !open.Contains(grant)).Select(grant => $"{grant} is in the list"));
    }

    private static HashSet<string> Poisoned(AttentionAnswer attention) =>
        [.. attention.Poison.SelectMany(queue => queue.Messages).Select(message => message.Grant).OfType<string>()];

    private StorageRequestsAnswer? Used(StorageRequestsAnswer? before, StorageRequestsAnswer? after) =>
        before is null || after is null || doors.Broken > 0
            ? null
            : new StorageRequestsAnswer(after.Total - before.Total, after.EmptyReceives - before.EmptyReceives);

    private async Task Eventually(string what, Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var first = true; !await holds() && time.GetElapsedTime(start) < Patience; first = false)
        {
            if (first)
            {
                progress.Next($"Waiting until {what} ...");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
        }
    }

    private static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);
}
