using System.Collections.Concurrent;
using System.Globalization;
using GrantFlow.Demo.Api;
using GrantFlow.Demo.Checks;
using GrantFlow.Demo.Journeys;

namespace GrantFlow.Demo.Finance;

/// <summary>
/// What finance does all day where money leaves by routes: one gathers what is due in a batch, two others sign it, one brings the file to the bank, another imports its
/// answers. Wallets are paid by themselves, and desks by the offices.
/// </summary>
internal sealed class PaymentDesk(DemoOptions options, Doors doors, Outside outside, Turnstile turnstile, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);

    private readonly long _began = time.GetUtcNow().ToUnixTimeSeconds();
    private readonly ConcurrentBag<byte[]> _files = [];
    private int _drafts;

    /// <summary>Every payment file that went to the bank.</summary>
    public IReadOnlyCollection<byte[]> Files => _files;

    /// <summary>Every batch, by state.</summary>
    public ConcurrentDictionary<string, string> Batches { get; } = [];

    /// <summary>Imports the day's rates, then pays whatever falls due until nobody is on the way any more.</summary>
    public async Task Work(Task everybodyIsDone, CancellationToken cancellationToken)
    {
        await doors.Upload(Staff.Treasurer(3), "/api/rates?source=ecb", ExchangeRates.File(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)), "text/csv", cancellationToken);
        while (!everybodyIsDone.IsCompleted)
        {
            if (!turnstile.IsQuiet)
            {
                await Task.WhenAny(everybodyIsDone, Task.Delay(Pause, time, cancellationToken));
                continue;
            }

            var due = await doors.Get<DueAnswer>(Staff.Treasurer(0), "/api/payments/due", cancellationToken);
            await Task.WhenAll(due.Groups
                .Where(group => group is { Lines: > 0, Currency: not null })
                .Select(group => (group.FundingLine, group.Route, Currency: group.Currency!)).Distinct()
                .Select(group => Pay(group.FundingLine, group.Route, group.Currency, cancellationToken)));
            await Task.WhenAny(everybodyIsDone, Task.Delay(Pause, time, cancellationToken));
        }
    }

    /// <summary>Asks everybody outside what was paid, and holds it against the books.</summary>
    public async Task<IEnumerable<Finding>> Prove(Ledger ledger, IReadOnlyList<GrantAnswer> grants, CancellationToken cancellationToken)
    {
        var statements = new List<byte[]>();
        foreach (var file in _files)
        {
            statements.Add(await outside.AskBank("statement", file, cancellationToken));
        }

        var receipts = from grant in grants
                       from line in grant.Lines
                       where line is { State: "paid", Route.Kind: "cash-desk" }
                       select doors.Get<ReceiptAnswer>(Staff.Auditor, $"/api/grants/{grant.Id}/lines/{line.Id}/voucher/receipt", cancellationToken);
        var open = (await doors.Get<OpenRowsAnswer>(Staff.Treasurer(3), "/api/statements/open", cancellationToken)).Rows;
        return
        [
            Finding.Of("every row of the bank's files found its payment", open.Select(row => row.ToString())),
            .. Proof.Check(ledger, grants, statements, await outside.WalletStatement(cancellationToken), await Task.WhenAll(receipts)),
        ];
    }

    private async Task Pay(string fundingLine, string route, string currency, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _drafts);
        var draft = await Ask(0, "/api/batches", $"{number}-draft", new { FundingLine = fundingLine, Route = route, Currency = currency }, cancellationToken);
        var batch = await Until(draft.Id, one => one.Work is null, "is gathered", cancellationToken);
        Batches[batch.Id] = batch.State;
        if (batch.Lines == 0)
        {
            await Ask(0, $"/api/batches/{batch.Id}/cancellation", $"{number}-cancel", new { Reason = "Nothing was left to pay." }, cancellationToken);
            return;
        }

        for (var signer = 1; signer <= batch.SignaturesNeeded; signer++)
        {
            await Ask(signer, $"/api/batches/{batch.Id}/release", $"{number}-sign-{signer}", new { }, cancellationToken);
        }

        if (route == "bank-account")
        {
            await ByBank(number, batch.Id, cancellationToken);
        }
    }

    private async Task ByBank(int number, string id, CancellationToken cancellationToken)
    {
        // Of a batch whose lines were all refused or stopped there is no file.
        var batch = await Until(id, one => one.File is not null || one.State is "failed", "has its file", cancellationToken);
        if (batch.File is null)
        {
            return;
        }

        var file = await doors.Download(Staff.Treasurer(1), $"/api/batches/{id}/file", cancellationToken);
        if (Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)) != batch.File.Sha256)
        {
            throw new DemoException($"The file of batch {id} is not the one whose hash is recorded.");
        }

        await Ask(1, $"/api/batches/{id}/sending", $"{number}-send", new { }, cancellationToken);
        _files.Add(file);
        foreach (var answer in new[] { "status-report", "debits", "late-debits", "returns" })
        {
            await Import(await outside.AskBank(answer, file, cancellationToken), cancellationToken);
        }
    }

    private async Task Import(byte[] answer, CancellationToken cancellationToken)
    {
        var imported = await doors.Upload<ImportAnswer>(Staff.Treasurer(3), "/api/statements", answer, "application/xml", cancellationToken);
        var start = time.GetTimestamp();
        while (!(await doors.Get<StatementAnswer>(Staff.Treasurer(3), imported.File.Href, cancellationToken)).Done)
        {
            if (time.GetElapsedTime(start) > Patience)
            {
                throw new DemoException($"The rows of {imported.File.Id} are still not all matched after {Patience.TotalSeconds:0} s.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300), time, cancellationToken);
        }
    }

    private Task<BatchAnswer> Ask(int treasurer, string path, string key, object body, CancellationToken cancellationToken) =>
        doors.Post<BatchAnswer>(Staff.Treasurer(treasurer), path, string.Create(CultureInfo.InvariantCulture, $"{options.Run}-{_began}-{key}"), body, cancellationToken);

    private async Task<BatchAnswer> Until(string id, Func<BatchAnswer, bool> holds, string what, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var batch = (await doors.Get<BatchPage>(Staff.Treasurer(0), $"/api/batches/{id}?limit=1", cancellationToken)).Batch;
            Batches[id] = batch.State;
            if (holds(batch))
            {
                return batch;
            }

            if (time.GetElapsedTime(start) > Patience)
            {
                throw new DemoException($"Batch {id} never {what}; it is {batch.State}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), time, cancellationToken);
        }
    }
}
