using System.Globalization;
using System.Xml.Linq;
using System.Xml.Schema;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Export.Iati;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Seals;
using GrantFlow.TestSupport;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>What is published as IATI: sums of five grants or more, no receiver, nothing that names a sealed programme.</summary>
public sealed class IatiExportTests
{
    private static readonly LedgerRange March = new(new(2026, 3, 1), new(2026, 3, 31), null);

    private static readonly ProgrammeId Open = ProgrammeId.Parse("open-one"), Sealed = ProgrammeId.Parse("secret-one");

    private static readonly Catalogue Catalogue = new(
        [
            Rules(Open, "1", null, null),
            Rules(Open, "2", new(2026, 3, 10), new Money(5_000_000, Currency.Eur)),
            Rules(Sealed, "1", new(2026, 3, 10), new Money(7_000_000, Currency.Eur)) with { Sealed = true, NeutralName = "Individual support A" },
        ],
        new[] { ("af-kabul", "AF"), ("iq-erbil", "IQ"), ("ge-tbilisi", "GE") }
            .Select(one => new Office(OfficeId.Parse(one.Item1), one.Item1, CountryCode.Parse(one.Item2), null)).ToDictionary(one => one.Id));

    [Fact]
    public async Task Sums_of_fewer_than_five_grants_lose_their_country_or_are_left_out()
    {
        // Six in one country; four and three in two others; two of another funding line.
        var written = await Published(
            [.. Commitments(Open, "af-kabul", 0, 6), .. Commitments(Open, "iq-erbil", 6, 4), .. Commitments(Open, "ge-tbilisi", 10, 3), .. Commitments(Open, "af-kabul", 13, 2, "second")]);
        Assert.Equal(["11 50000.00 998 2026-03-10", "2 600.00 AF 2026-03-31", "2 700.00 998 2026-03-31"], Transactions(written, "open-one"));
        Assert.DoesNotContain("IQ", written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_payments_of_few_grants_are_still_few()
    {
        var entries = Enumerable.Range(0, 20).Select(number => Entry(Open, "af-kabul", number % 4, number, Account.SpentCash, Account.InTransit)).ToList();
        Assert.Equal(["11 50000.00 998 2026-03-10"], Transactions(await Published(entries), "open-one"));
    }

    [Fact]
    public async Task What_is_spent_in_kind_in_cash_and_comes_back_has_its_own_type()
    {
        List<PostedEntry> entries =
        [
            .. Commitments(Open, "af-kabul", 0, 5),
            .. Each(10, Account.SpentInKind, Account.PayableInKind), .. Each(20, Account.SpentCash, Account.InTransit), .. Each(30, Account.Returned, Account.SpentCash),
            .. Each(40, Account.Available, Account.Returned), .. Each(50, Account.Returned, Account.InTransit), .. Each(60, Account.Committed, Account.PayableCash),
        ];
        Assert.Equal(
            ["11 50000.00 998 2026-03-10", "3 500.00 AF 2026-03-31", "4 500.00 AF 2026-03-31", "7 -500.00 AF 2026-03-31"],
            Transactions(await Published(entries), "open-one"));

        static IEnumerable<PostedEntry> Each(int first, Account debit, Account credit) => Enumerable.Range(0, 5).Select(grant => Entry(Open, "af-kabul", grant, first + grant, debit, credit));
    }

    [Fact]
    public async Task A_sealed_programme_has_neither_name_nor_funder_nor_country_nor_agreement()
    {
        var written = await Published([.. Commitments(Sealed, "af-kabul", 0, 6)]);
        Assert.Equal(["2 600.00 998 2026-03-31"], Transactions(written, "individual-support-a"));
        foreach (var told in new[] { "secret", "Secret", "AF", "70000" })
        {
            Assert.DoesNotContain(told, Activity(written, "individual-support-a").ToString(), StringComparison.Ordinal);
        }

        Assert.Contains("A funder", Activity(written, "open-one").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("A funder", Activity(written, "individual-support-a").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_amendments_brought_and_took_is_an_incoming_commitment_and_what_the_rules_say_is_not_told_twice()
    {
        List<PostedEntry> entries = [.. Both(Open), .. Both(Sealed)];
        var written = await Published(entries);

        Assert.Equal(["11 50000.00 998 2026-03-10", "11 -100.00 998 2026-03-31"], Transactions(written, "open-one"));
        Assert.Empty(Transactions(written, "individual-support-a"));

        static IEnumerable<PostedEntry> Both(ProgrammeId programme) =>
        [
            OfLine(programme, 1, EntryKind.Agreement, Account.Available, Account.Agreed), OfLine(programme, 2, EntryKind.TopUp, Account.Available, Account.Agreed),
            OfLine(programme, 3, EntryKind.Reduction, Account.Agreed, Account.Available), OfLine(programme, 4, EntryKind.Reduction, Account.Agreed, Account.Available),
        ];

        static PostedEntry OfLine(ProgrammeId programme, int number, EntryKind kind, Account debit, Account credit) =>
            Entry(programme, "af-kabul", number, number, debit, credit) with { Kind = kind, Grant = null, Office = null };
    }

    [Fact]
    public async Task No_grant_and_no_receiver_is_named()
    {
        var entries = Commitments(Open, "af-kabul", 0, 6).ToList();
        var text = (await Published(entries)).ToString();
        Assert.DoesNotContain("receiver-org", text, StringComparison.Ordinal);
        Assert.All(entries, entry => Assert.DoesNotContain(entry.Grant!.Value.ToString(), text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_programme_can_be_asked_for() =>
        Assert.Equal(["XM-DAC-00000-open-one"], (await Published([], Open)).Root!.Elements("iati-activity").Select(one => (string)one.Element("iati-identifier")!));

    [IatiSchemaFact]
    public async Task It_is_as_the_schema_of_IATI_2_03_has_it()
    {
        var written = await Published([.. Commitments(Open, "af-kabul", 0, 6), .. Commitments(Open, "iq-erbil", 6, 5), .. Commitments(Sealed, "af-kabul", 20, 6)]);
        var schemas = new XmlSchemaSet { XmlResolver = new System.Xml.XmlUrlResolver() };
        schemas.Add(null, IatiSchemaFactAttribute.File!);
        var faults = new List<string>();
        written.Validate(schemas, (_, fault) => faults.Add(fault.Message));
        Assert.Empty(faults);
        Assert.Equal(4, written.Descendants("transaction").Count());

        // The schema is one that finds something.
        written.Descendants("transaction-date").First().Remove();
        written.Validate(schemas, (_, fault) => faults.Add(fault.Message));
        Assert.NotEmpty(faults);
    }

    private static async Task<XDocument> Published(List<PostedEntry> entries, ProgrammeId? programme = null)
    {
        var tables = new LongLedger(entries.Count, number => entries[number]);
        var export = new LedgerExport(new LedgerStore(tables, new SealStore(tables), new PeriodBook(tables, TimeProvider.System)), new FunderNames(Catalogue));
        using var output = new MemoryStream();
        await new IatiExport(export, Catalogue, new FunderNames(Catalogue), TimeProvider.System)
            .Write(March with { Programme = programme }, new IatiPublisher("XM-DAC-00000", "A publisher", 15), new AsyncOnlyStream(output), CancellationToken.None);
        output.Position = 0;
        return XDocument.Load(output);
    }

    private static XElement Activity(XDocument document, string name) => document.Root!.Elements("iati-activity").Single(one => (string)one.Element("iati-identifier")! == $"XM-DAC-00000-{name}");

    private static IEnumerable<string> Transactions(XDocument document, string name) => Activity(document, name).Elements("transaction").Select(one =>
        $"{(string)one.Element("transaction-type")!.Attribute("code")!} {(string)one.Element("value")!} {(string)(one.Element("recipient-country") ?? one.Element("recipient-region"))!.Attribute("code")!} {(string)one.Element("transaction-date")!.Attribute("iso-date")!}");

    private static IEnumerable<PostedEntry> Commitments(ProgrammeId programme, string office, int first, int count, string component = "grants") =>
        Enumerable.Range(first, count).Select(number => Entry(programme, office, number, number, Account.Committed, Account.Available, component));

    private static PostedEntry Entry(ProgrammeId programme, string office, int grant, int number, Account debit, Account credit, string component = "grants")
    {
        var amount = new Money(10_000, Currency.Eur);
        return LongLedger.Entry(number) with
        {
            Grant = GrantId.Derive("iati", grant.ToString(CultureInfo.InvariantCulture)),
            Programme = programme,
            FundingLine = FundingLineId.For(programme, component),
            Office = OfficeId.Parse(office),
            Postings = [Posting.Debit(debit, amount), Posting.Credit(credit, amount)],
        };
    }

    private static Programme Rules(ProgrammeId id, string version, DateOnly? from, Money? amount) => new()
    {
        Id = id,
        Version = version,
        ValidFrom = from,
        Name = $"Secret name of {id}",
        Source = "a test",
        LineKinds = new HashSet<LineKind>(),
        FundingLines = [new(FundingLineId.For(id, "grants"), "A funder", "Grants", amount, PaysGrants: true, Shards: 1), new(FundingLineId.For(id, "second"), "A funder", "Second", null, PaysGrants: false, Shards: 1)],
    };

    private sealed class IatiSchemaFactAttribute : FactAttribute
    {
        public IatiSchemaFactAttribute() => Skip = File is null ? "The schema of IATI 2.03 is not here: put iati-activities-schema.xsd, iati-common.xsd and xml.xsd into ../shared/standards." : null;

        public static string? File { get; } = new[] { "..", "../.." }
            .Select(up => Path.GetFullPath(Path.Combine(Repository.PathOf(up), "shared", "standards", "iati-activities-schema.xsd"))).FirstOrDefault(System.IO.File.Exists);
    }
}
