using System.Text;
using GrantFlow.Simulator.Bank;

namespace GrantFlow.Pipeline.Tests.Statements;

/// <summary>What the simulated bank writes is what a bank may write.</summary>
public sealed class SimulatorTests
{
    private static readonly BankFile File = Desk.File(
        new("G-0000000000000001-L01", 650m, "EUR", "IQ98NBIQ850123454711", HasIban: true) { InstructionId = "G-0000000000000001-L01-1", Uetr = "8a562c67-ca16-48ba-b074-65581be6f011", Name = "One" },
        new("G-0000000000000002-L01", 5400m, "MAD", "001002000008", HasIban: false),
        new("G-0000000000000003-L01", 600m, "EUR", "001002000004", HasIban: false),
        new("G-0000000000000004-L01", 600m, "EUR", "001002000007", HasIban: false));

    private static readonly BankTerms Terms = Desk.Terms("M-1") with { Rate = _ => 0.0925m };

    [SchemaTheory]
    [InlineData("pain.002.001.11", "status")]
    [InlineData("pain.002.001.11", "rejection")]
    [InlineData("camt.054.001.08", "debits")]
    [InlineData("camt.054.001.08", "debits in one sum")]
    [InlineData("camt.054.001.08", "late debits")]
    [InlineData("camt.054.001.08", "returns")]
    [InlineData("camt.053.001.08", "statement")]
    public void What_it_writes_is_valid(string message, string what) => Assert.Empty(Standards.Errors(Desk.Written(stream => Write(what, stream)), message));

    [Fact]
    public void It_reads_a_payment_file()
    {
        const string Order = """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
              <GrpHdr><MsgId>B-0123456789ABCDEF</MsgId></GrpHdr>
              <PmtInf><PmtInfId>B-0123456789ABCDEF-1</PmtInfId><DbtrAcct><Id><IBAN>DE75512108001245126199</IBAN></Id></DbtrAcct>
                <CdtTrfTxInf><PmtId><InstrId>I</InstrId><EndToEndId>E</EndToEndId><UETR>U</UETR></PmtId><Amt><InstdAmt Ccy="MAD">5400.50</InstdAmt></Amt><Cdtr><Nm>One</Nm></Cdtr><CdtrAcct><Id><Othr><Id>0042</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>
              </PmtInf></CstmrCdtTrfInitn></Document>
            """;
        var file = BankFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(Order)));
        Assert.Equal(("B-0123456789ABCDEF", "B-0123456789ABCDEF-1", "DE75512108001245126199"), (file.MessageId, file.PartId, file.Account));
        Assert.Equal(new BankOrder("E", 5400.50m, "MAD", "0042", HasIban: false) { InstructionId = "I", Uetr = "U", Name = "One" }, Assert.Single(file.Orders));
    }

    private static void Write(string what, Stream stream)
    {
        switch (what)
        {
            case "status":
                StatusReport.Write(File, Terms, stream);
                break;
            case "rejection":
                StatusReport.WriteRejection(File, Terms, "FF01", stream);
                break;
            case "returns":
                Bookings.WriteReturns(File, Terms, stream);
                break;
            case "statement":
                Bookings.WriteStatement(File, Terms, stream);
                break;
            default:
                Bookings.WriteDebits(File, Terms with { InOneSum = what.EndsWith("sum", StringComparison.Ordinal) }, stream, late: what.StartsWith("late", StringComparison.Ordinal));
                break;
        }
    }
}
