using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Pipeline.Audit;
using GrantFlow.Pipeline.Balances;
using GrantFlow.Pipeline.Seals;

namespace GrantFlow.Functions.Http.Audit;

/// <summary>The page of an audit pack: what happened to one grant, for a reader who has nothing else.</summary>
internal sealed class PackPage(GrantFile file, JsonNode answer, Programme? rules, RowProof proof, Actor by, DateTimeOffset at)
{
    private readonly Grant _grant = file.Grant;

    public string Write(PackTable decisions, PackTable payments, PackTable evidence) => Html.Page(
        $"Audit pack of grant {_grant.Id}",
        new XElement("p", $"As of version {_grant.Version}, made on {Moment(at)} for {by.Id} ({Words.Of(Name(by.Role))}). Times are UTC. Who the person is does not stand here."),
        Warnings().Select(Html.Warning),
        Html.Section("The grant", Summary()),
        Html.Section("Who stands behind it", People()),
        Html.Section("What was given", Lines()),
        Html.Section("Payments", payments.Rows.Count == 0 ? Nothing("No payment stands in the book of payments.") : Payments(payments)),
        Html.Section("Evidence of deliveries", evidence.Rows.Count == 0 ? Nothing("No file was uploaded.") : Html.Table(evidence.Columns.Select(Column), evidence.Rows.Select(row => row.Select((text, at) => (object?)(evidence.Columns[at] == "sha256" ? Html.Code(text) : text)).ToArray()))),
        Html.Section("Ledger", Ledger()),
        Html.Section("Decisions and steps", Html.Table(["No.", "When", "What", "By", "Then", "Details"], decisions.Rows.Select(row => new object?[]
        {
            row[0], Html.When(Moment(row[1])), row[2], Html.Lines([row[3], string.Join(", ", new[] { row[4], row[5] }.Where(text => text.Length > 0))]), row[6], Html.Lines(row[7].Split("; ")),
        }))),
        answer["looks"] is JsonArray { Count: > 0 } looks ? Html.Section("Who looked at the person", Html.Table(["When", "By", "Why"], looks.Select(look => new object?[] { Moment((string?)look!["at"]), $"{look["by"]!["id"]} ({Words.Of(look["by"]!["role"])})", (string?)look["reason"] }))) : null,
        Html.Section("How to check this pack", Checking()));

    private IEnumerable<string> Warnings()
    {
        if (rules is { Sealed: true })
        {
            yield return "The identities of this programme are sealed. Hand this pack to nobody who may not know that the person is in it.";
        }

        if (rules is null)
        {
            yield return $"The rules {_grant.ProgrammeVersion} of {_grant.Application.Programme} are not in the catalogue any more.";
        }

        foreach (var entry in file.Entries.Where(entry => entry.Posted is null))
        {
            yield return $"Entry {entry.Journal.Id} of {Moment(entry.Journal.At)} is not in the ledger yet. It arrives within seconds; if it is there no sooner, reconcile the ledger.";
        }

        foreach (var problem in proof.Problems)
        {
            yield return problem;
        }
    }

    private XElement Summary()
    {
        var (application, line) = (_grant.Application, rules?.FundingLines.FirstOrDefault(one => one.Id == _grant.FundingLine));
        return Html.Facts(
            ("State", Words.Of(Name(_grant.State))),
            ("Programme", rules is null ? application.Programme.Value : $"{rules.Name} ({application.Programme})"),
            ("Rules", $"{_grant.ProgrammeVersion}{(rules is null ? "" : ", in rules.json")}"),
            ("Funding line", $"{_grant.FundingLine}{(line is null ? "" : $": {line.Component}{(line.Funder is null ? "" : $", {line.Funder}")}")}"),
            ("Applied for", application.Requested.ToString()),
            ("Approved", _grant.Approved?.ToString()),
            ("Spent", _grant.Spent.ToString()),
            ("Country office", application.Office.Value),
            ("From, to", $"{application.Host}, {application.Destination}"),
            ("Handed in", Moment(_grant.SubmittedAt)),
            ("Arrived", Day(_grant.ArrivedOn)),
            ("Last change", Moment(_grant.ChangedAt)),
            ("Reason last given", _grant.Reason));
    }

    private XElement People() => Html.Table(["Who", "In which role", "What they did"], file.History.Where(happened => happened.By.Role != Role.System).GroupBy(happened => happened.By).Select(person => new object?[]
    {
        person.Key.Id.Value, $"{Words.Of(Name(person.Key.Role))}{(person.Key.Office is { } office ? $", {office}" : "")}", Html.Lines(person.Select(happened => $"{Moment(happened.At)}: {What(happened)}")),
    }));

    private XElement Lines() => _grant.Lines.Count == 0 ? Nothing("The split was not confirmed.") : Html.Table(["Line", "What", "State", "Amount", "By whom or where"], _grant.Lines.Select(line => line switch
    {
        InKindLine inKind => new object?[]
        {
            line.Id.Value, inKind.Item, Words.Of(Name(inKind.State)), Html.Money(line.Amount.ToString()),
            Html.Lines([inKind.Supplier, inKind.Evidence is { } evidence ? $"Delivered {Day(evidence.DeliveredOn)}: {evidence.Reference}" : null, inKind.Evidence?.Sha256, inKind.Invoice is { } invoice ? $"Invoice {invoice}" : null]),
        },
        CashLine cash => [line.Id.Value, "Cash", Words.Of(Name(cash.State)), Html.Money(line.Amount.ToString()), Html.Lines([Words.Of(Name(cash.Route.Kind)), $"{cash.Route.Country} {cash.Route.Masked}", cash.Failure])],
        _ => [line.Id.Value, line.Kind.ToString(), line.StateName, Html.Money(line.Amount.ToString()), null],
    }));

    private static XElement Payments(PackTable payments) => Html.Table(["Payment", "Paid", "Outcome", "References"], payments.Rows.Select(row =>
    {
        string Of(string column) => row[payments.Columns.ToList().IndexOf(column)];
        return new object?[]
        {
            Html.Lines([$"{Of("payment")}, attempt {Of("attempt")}", $"{Words.Of(Of("route"))} {Of("account")}", Moment(Of("begunAt"))]),
            Html.Lines([Of("amount"), Named("paid as", Of("paidAs")), Named("rate", Of("rate"))]),
            Html.Lines([Words.Of(Of("outcome")), Of("reason"), Named("people said so", Moment(Of("resolvedAt")))]),
            Html.Lines([Named("UETR", Of("uetr")), Named("batch", Of("batch")), Named("bank file SHA-256", Of("bankFileSha256")), Named("provider", Of("providerReference")), Named("statement", Of("statementRows"))]),
        };
    }));

    private object[] Ledger()
    {
        if (GrantStatement.Of(file.Entries.Select(entry => entry.Journal)) is not [.., { After: var balances }])
        {
            return [Nothing("Nothing was posted.")];
        }

        var days = proof.Seals.Select(named => named.Seal.Day).ToHashSet();
        return
        [
            Html.Table(["Posted on", "Kind", "Account", "Debit", "Credit", "Entry"], file.Entries.SelectMany(entry => (entry.Posted ?? entry.Journal).Postings.Select((posting, at) => new object?[]
            {
                at > 0 ? null : entry.Posted is { } posted ? Html.When(Day(posted.PostedOn), days.Contains(posted.PostedOn) ? "sealed" : "not sealed yet") : "on its way",
                at > 0 ? "" : Spaced(entry.Journal.Kind.ToString()), Spaced(posting.Account.ToString()),
                Html.Money(posting.Side == Side.Debit ? posting.Amount.ToString() : ""), Html.Money(posting.Side == Side.Credit ? posting.Amount.ToString() : ""),
                at > 0 ? "" : Html.Lines([entry.Journal.Id, Named("takes back", entry.Journal.Corrects ?? "")]),
            }))),
            new XElement("p", "What stands on its accounts after all this:"),
            Html.Facts(
                ("Reserved, not divided", balances.Committed.ToString()), ("Owed in kind", balances.OwedInKind.ToString()), ("Owed in cash", balances.OwedCash.ToString()), ("On its way", balances.InTransit.ToString()),
                ("Spent in kind", balances.SpentInKind.ToString()), ("Spent in cash", balances.SpentCash.ToString()), ("Came back", balances.Returned.ToString()), ("Exchange difference", balances.ExchangeDifference.ToString())),
        ];
    }

    private object?[] Checking() =>
    [
        new XElement("p", "Without this system and without a network: the first command tells whether a file was changed on its way, the second whether the rows of the ledger are those that were sealed."),
        new XElement("pre", $"sha256sum -c SHA256SUMS\nGrantFlow.Verify audit-pack_{_grant.Id}.zip"),
        proof.Seals.Count == 0 ? Nothing("None of the days was sealed when this was made. A day is sealed two hours after it is over: take the pack again then.")
            : new XElement("p", "These are the seals of its days. Compare one with a seal that you were given at another time or by another way; each names the one of the day before."),
        proof.Seals.Count == 0 ? null : Html.Table(["Day", "Seal"], proof.Seals.Select(named => new object?[] { Day(named.Seal.Day), Html.Code(named.Hash) })),
        new XElement("p", "A row that was left out cannot be told from the pack alone. The reconciliation of the ledger, and the proof of whole days, tell that."),
    ];

    private string What(GrantEvent happened)
    {
        var step = answer["timeline"]!.AsArray().First(step => (int?)step!["version"] == happened.Version)!;
        return string.Join(", ", new[] { Words.Of(step["event"]), (string?)step["details"]?["line"], Words.Of(step["details"]?["trigger"]).ToLowerInvariant() }.Where(text => !string.IsNullOrEmpty(text)));
    }

    private static XElement Nothing(string why) => new("p", why);

    private static string? Named(string name, string value) => value.Length == 0 ? null : $"{name}: {value}";

    private static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => Doors.HttpJson.Name(value);

    private static string Spaced(string name) => Words.Of(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name));

    private static string Column(string name) => Spaced(name);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Moment(string? at) => DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? Moment(moment) : "";
}
