namespace GrantFlow.Simulator.Bank;

/// <summary>Writes pain.002.001.11: what the bank takes on and what it rejects.</summary>
public static class StatusReport
{
    private const string Message = "pain.002.001.11";

    /// <summary>One status for each order.</summary>
    public static void Write(BankFile file, BankTerms terms, Stream output) =>
        Write(file, terms, file.Orders.All(order => !order.Script.IsBooked) ? "RJCT" : file.Orders.All(order => order.Script.IsBooked) ? "ACSP" : "PART", null, each: true, output);

    /// <summary>The whole file is rejected, and no order is named.</summary>
    public static void WriteRejection(BankFile file, BankTerms terms, string reason, Stream output) => Write(file, terms, "RJCT", reason, each: false, output);

    private static void Write(BankFile file, BankTerms terms, string status, string? reason, bool each, Stream output)
    {
        using var xml = new BankXml(output, Message);
        xml.Element("CstmrPmtStsRpt", () =>
        {
            xml.Element("GrpHdr", () =>
            {
                xml.Text("MsgId", terms.Id);
                xml.Text("CreDtTm", BankXml.Moment(terms.At));
            });
            xml.Element("OrgnlGrpInfAndSts", () =>
            {
                xml.Text("OrgnlMsgId", file.MessageId);
                xml.Text("OrgnlMsgNmId", "pain.001.001.09");
                xml.Text("GrpSts", status);
                xml.Text("StsRsnInf/Rsn/Cd", reason);
            });
            if (each)
            {
                xml.Element("OrgnlPmtInfAndSts", () =>
                {
                    xml.Text("OrgnlPmtInfId", file.PartId);
                    foreach (var order in file.Orders)
                    {
                        xml.Element("TxInfAndSts", () => Order(xml, order));
                    }
                });
            }
        });
    }

    private static void Order(BankXml xml, BankOrder order)
    {
        xml.Text("OrgnlInstrId", order.InstructionId);
        xml.Text("OrgnlEndToEndId", order.EndToEndId);
        xml.Text("OrgnlUETR", order.Uetr);
        xml.Text("TxSts", order.Script.IsBooked ? "ACSP" : "RJCT");
        xml.Text("StsRsnInf/Rsn/Cd", order.Script.Rejected);
        xml.Element("OrgnlTxRef", () =>
        {
            xml.Element("Amt", () => xml.Amount("InstdAmt", order.Amount, order.Currency));
            xml.Text("Cdtr/Pty/Nm", order.Name);
            xml.Account("CdtrAcct", order);
        });
    }
}
