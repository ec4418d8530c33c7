using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Payouts.BankFile;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Tests.Payouts.BankFile;

/// <summary>What is in a file. The schema leaves much optional that banks ask for, so the structure is asserted here beside it.</summary>
public sealed partial class BankFileTests
{
    private static readonly Currency Dinar = Currency.Parse("IQD");

    [SchemaTheory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(10_000)]
    public async Task A_file_is_valid_by_the_schema(int payments)
    {
        using var file = new MemoryStream();
        var head = Head(payments, Currency.Eur, isSepa: payments == 10);
        await Pain001.Write(file, head, Orders(payments, Currency.Eur), default);
        file.Position = 0;
        Assert.Empty(Schema.Faults(file));
    }

    [SchemaTheory]
    [InlineData("<CtrlSum>", "<CtrlSum>x")]
    [InlineData("<UETR>", "<UETR>0")]
    [InlineData("<TwnNm>", "<Town>x</Town><TwnNm>")]
    public async Task The_schema_would_find_a_mistake(string right, string wrong)
    {
        var bench = await Released(1);
        var file = (await bench.Write()).Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEmpty(Schema.Faults(new MemoryStream(Encoding.UTF8.GetBytes(file))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(10_000)]
    public async Task Counts_and_control_sums_are_those_of_the_payments(int payments)
    {
        using var file = new MemoryStream();
        await Pain001.Write(file, Head(payments, Dinar, isSepa: false), Orders(payments, Dinar), default);
        var document = XDocument.Parse(Encoding.UTF8.GetString(file.ToArray()));
        var amounts = document.Descendants(Ns("InstdAmt")).Select(amount => decimal.Parse(amount.Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(payments, amounts.Count);
        Assert.All(document.Descendants(Ns("NbOfTxs")), count => Assert.Equal($"{payments}", count.Value));
        Assert.Equal([amounts.Sum(), amounts.Sum()], document.Descendants(Ns("CtrlSum")).Select(sum => decimal.Parse(sum.Value, CultureInfo.InvariantCulture)));
        Assert.All(document.Descendants(Ns("InstdAmt")), amount => Assert.Equal("IQD", amount.Attribute("Ccy")!.Value));
        Assert.Equal(payments, document.Descendants(Ns("EndToEndId")).Select(id => id.Value).Distinct().Count());
        Assert.Equal(payments, document.Descendants(Ns("UETR")).Select(id => id.Value).Distinct().Count());
    }

    [Fact]
    public async Task A_payment_in_euro_to_an_iban_is_a_SEPA_credit_transfer()
    {
        var bench = new Bench();
        await bench.Release();
        var details = new RouteDetails(Bench.German, "Zoë <Müller> & Söhne", "SOLADEST600") { Town = "Köln", Street = "Straße 1", PostCode = "50667" };
        Assert.Null(BankText.Write(details.Holder));
        details = details with { Holder = "Zoë Müller & Söhne" };
        await bench.Add(1, 123_456, details);
        var expected = $"""
            <?xml version="1.0" encoding="utf-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
              <CstmrCdtTrfInitn>
                <GrpHdr>
                  <MsgId>{Bench.Batch}</MsgId>
                  <CreDtTm>2026-11-20T14:30:15Z</CreDtTm>
                  <NbOfTxs>1</NbOfTxs>
                  <CtrlSum>1234.56</CtrlSum>
                  <InitgPty>
                    <Nm>Sample Payments Office</Nm>
                  </InitgPty>
                </GrpHdr>
                <PmtInf>
                  <PmtInfId>{Bench.Batch}-1</PmtInfId>
                  <PmtMtd>TRF</PmtMtd>
                  <BtchBookg>false</BtchBookg>
                  <NbOfTxs>1</NbOfTxs>
                  <CtrlSum>1234.56</CtrlSum>
                  <PmtTpInf>
                    <SvcLvl>
                      <Cd>SEPA</Cd>
                    </SvcLvl>
                  </PmtTpInf>
                  <ReqdExctnDt>
                    <Dt>2026-11-23</Dt>
                  </ReqdExctnDt>
                  <Dbtr>
                    <Nm>Sample Payments Office</Nm>
                    <PstlAdr>
                      <TwnNm>Berlin</TwnNm>
                      <Ctry>DE</Ctry>
                    </PstlAdr>
                  </Dbtr>
                  <DbtrAcct>
                    <Id>
                      <IBAN>DE89370400440532013000</IBAN>
                    </Id>
                  </DbtrAcct>
                  <DbtrAgt>
                    <FinInstnId>
                      <BICFI>COBADEFFXXX</BICFI>
                    </FinInstnId>
                  </DbtrAgt>
                  <ChrgBr>SLEV</ChrgBr>
                  <CdtTrfTxInf>
                    <PmtId>
                      <InstrId>{bench.Payments[0]}-1</InstrId>
                      <EndToEndId>{bench.Payments[0]}</EndToEndId>
                      <UETR>{Domain.Payout.Uetr.Of(bench.Payments[0], 1)}</UETR>
                    </PmtId>
                    <Amt>
                      <InstdAmt Ccy="EUR">1234.56</InstdAmt>
                    </Amt>
                    <CdtrAgt>
                      <FinInstnId>
                        <BICFI>SOLADEST600</BICFI>
                      </FinInstnId>
                    </CdtrAgt>
                    <Cdtr>
                      <Nm>Zoe Muller + Sohne</Nm>
                      <PstlAdr>
                        <StrtNm>Strasse 1</StrtNm>
                        <PstCd>50667</PstCd>
                        <TwnNm>Koln</TwnNm>
                        <Ctry>DE</Ctry>
                      </PstlAdr>
                    </Cdtr>
                    <CdtrAcct>
                      <Id>
                        <IBAN>DE75512108001245126199</IBAN>
                      </Id>
                    </CdtrAcct>
                    <RmtInf>
                      <Ustrd>Payment {bench.Payments[0]}</Ustrd>
                    </RmtInf>
                  </CdtTrfTxInf>
                </PmtInf>
              </CstmrCdtTrfInitn>
            </Document>
            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), await bench.Write());
    }

    [Fact]
    public async Task A_national_account_goes_with_the_banks_bic_and_the_charges_that_were_chosen()
    {
        var bench = new Bench(Bench.Party with { Charges = ChargeBearer.Shar });
        await bench.Release(Dinar);
        await bench.Add(1, 5_000, Bench.Details("0012345678", town: "Kabul", bic: "AFIBAFKA"), "AF", Dinar);
        var document = XDocument.Parse(await bench.Write());
        Assert.Equal("0012345678", document.Descendants(Ns("CdtrAcct")).Single().Descendants(Ns("Othr")).Single().Element(Ns("Id"))!.Value);
        Assert.Equal("AFIBAFKA", document.Descendants(Ns("CdtrAgt")).Single().Value);
        Assert.Equal(("NURG", "SHAR", "5.000"), (One(document, "SvcLvl"), One(document, "ChrgBr"), One(document, "InstdAmt")));
    }

    [Theory]
    [InlineData("EUR", "DE", Bench.German, "SEPA", "SLEV")]
    [InlineData("EUR", "IQ", Bench.Iraqi, "NURG", "DEBT")]
    [InlineData("USD", "DE", Bench.German, "NURG", "DEBT")]
    public async Task Only_euro_to_the_SEPA_area_goes_as_SEPA(string currency, string country, string account, string level, string charges)
    {
        var bench = new Bench();
        await bench.Release(Currency.Parse(currency));
        await bench.Add(1, 5_000, Bench.Details(account), country, Currency.Parse(currency));
        var document = XDocument.Parse(await bench.Write());
        Assert.Equal((level, charges, "NOTPROVIDED"), (One(document, "SvcLvl"), One(document, "ChrgBr"), One(document, "CdtrAgt")));
    }

    [Fact]
    public async Task One_line_outside_the_SEPA_area_takes_the_whole_file_out_of_it()
    {
        var bench = new Bench();
        await bench.Release();
        await bench.Add(1, 5_000, Bench.Details(Bench.German));
        await bench.Add(2, 5_000, Bench.Details(Bench.Iraqi), "IQ");
        Assert.Equal("NURG", One(XDocument.Parse(await bench.Write()), "SvcLvl"));
    }

    [Fact]
    public async Task A_funding_line_with_an_account_of_its_own_is_paid_from_it()
    {
        var own = new OrderingAccount("DE75512108001245126199", "SOLADEST600");
        var bench = new Bench(Bench.Party with { ByLine = new Dictionary<FundingLineId, OrderingAccount> { [Bench.Line] = own } });
        await bench.Release();
        await bench.Add(1, 5_000, Bench.Details(Bench.German));
        var document = XDocument.Parse(await bench.Write());
        Assert.Equal((own.Iban, own.Bic), (One(document, "DbtrAcct"), One(document, "DbtrAgt")));
    }

    [Fact]
    public async Task Every_text_of_a_file_is_in_the_banks_letters_and_every_payment_has_all_that_banks_ask_for()
    {
        var bench = new Bench();
        await bench.Release();
        string[] holders = ["Müller", "Владимир Щербаков", "ተክለ ሃይማኖት", "김민수", "José O’Neill", "Ðorđe \u200f& Co", new('щ', 17)];
        for (var i = 0; i < holders.Length; i++)
        {
            await bench.Add(i, 5_000 + i, Bench.Details(Bench.German, holders[i], "Köln"));
        }

        var document = XDocument.Parse(await bench.Write());
        Assert.All(document.Descendants().Where(element => !element.HasElements), leaf => Assert.True(BankText.IsPlain(leaf.Value), leaf.Value));
        var payments = document.Descendants(Ns("CdtTrfTxInf")).ToList();
        Assert.Equal(holders.Length, payments.Count);
        Assert.All(payments, payment =>
        {
            Assert.All(["InstrId", "EndToEndId"], id => Assert.InRange(payment.Descendants(Ns(id)).Single().Value.Length, 1, 35));
            Assert.Matches(UetrText(), payment.Descendants(Ns("UETR")).Single().Value);
            Assert.All(["Nm", "TwnNm", "Ctry"], part => Assert.Single(payment.Element(Ns("Cdtr"))!.Descendants(Ns(part))));
            Assert.All(["CdtrAgt", "CdtrAcct"], part => Assert.NotEmpty(payment.Element(Ns(part))!.Value));
            Assert.Empty(payment.Descendants(Ns("AdrLine")));
        });
    }

    [Fact]
    public async Task Nothing_in_a_file_hints_at_why_people_are_paid_or_by_which_programme()
    {
        var bench = await Released(3);
        var file = await bench.Write();
        string[] hints = ["traffic", "IOM", "migra", "return", "reintegr", "victim", "tact", "asyl", "refug", "grant", "AVR", "protect", "assist"];
        // Ids are random letters: a hint could only stand in words.
        var texts = XDocument.Parse(file).Descendants().Where(element => !element.HasElements && element.Name.LocalName is not ("UETR" or "MsgId" or "PmtInfId" or "InstrId" or "EndToEndId"))
            .Select(leaf => leaf.Value.Split(' ').Where(word => !PaymentId.TryParse(word, out _))).SelectMany(words => words);
        Assert.All(texts, word => Assert.All(hints, hint => Assert.DoesNotContain(hint, word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Of_ten_thousand_payments_each_has_left_before_many_more_are_taken()
    {
        const int Payments = 10_000;
        var file = new CountingStream();
        var written = new List<long>();
        var same = await Orders(1, Currency.Eur).SingleAsync();
        var orders = Enumerable.Range(0, Payments).ToAsyncEnumerable().Select(_ =>
        {
            written.Add(file.Written);
            return same;
        });
        await Pain001.Write(file, Head(1, Currency.Eur, isSepa: false) with { Payments = Payments, Total = new Money(1_001L * Payments, Currency.Eur) }, orders, default);
        var each = (double)file.Written / Payments;
        Assert.All(written.Index(), at => Assert.InRange((at.Index * each) - at.Item, double.MinValue, 64 * 1024));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(4, 0)]
    [InlineData(3, 1)]
    public async Task A_head_that_is_not_of_these_payments_stores_nothing(int counted, long more)
    {
        var head = Head(3, Currency.Eur, isSepa: true) with { Payments = counted };
        head = head with { Total = head.Total + new Money(more, Currency.Eur) };
        await Assert.ThrowsAsync<InvalidOperationException>(() => Pain001.Write(Stream.Null, head, Orders(3, Currency.Eur), default));
    }

    private static async Task<Bench> Released(int payments)
    {
        var bench = new Bench();
        await bench.Release();
        for (var i = 0; i < payments; i++)
        {
            await bench.Add(i, 5_000 + i, Bench.Details(Bench.German));
        }

        return bench;
    }

    private static PaymentFileHead Head(int payments, Currency currency, bool isSepa) => new(
        Bench.Batch, Bench.ReleasedAt, new DateOnly(2026, 11, 23), Bench.Party, Bench.Party.Account,
        payments, new Money(Enumerable.Range(1, payments).Sum(number => 1_000L + number), currency), isSepa);

    private static IAsyncEnumerable<PaymentOrder> Orders(int payments, Currency currency) => Enumerable.Range(1, payments).ToAsyncEnumerable().Select(number =>
    {
        var isIban = number % 2 == 1;
        var account = new CreditorAccount(isIban ? Bench.German : $"{number:0000000000}", isIban, isIban ? null : "AFIBAFKAXXX", new string('X', 1 + (number % 140)), CountryCode.Parse(isIban ? "DE" : "AF"), "Town")
        {
            Street = number % 3 == 0 ? "Street 1" : null,
            PostCode = number % 5 == 0 ? "12345" : null,
        };
        return new PaymentOrder(Bench.Payment(number), 1 + (number % 9), new Money(1_000 + number, currency), account);
    });

    private static XName Ns(string name) => Bench.Ns + name;

    private static string One(XDocument document, string name) => document.Descendants(Ns(name)).Single().Value;

    [GeneratedRegex("^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$")]
    private static partial Regex UetrText();

    /// <summary>Forgets what is written.</summary>
    private sealed class CountingStream : MemoryStream
    {
        public long Written { get; private set; }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Written += count;
            return Task.CompletedTask;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
