namespace GrantFlow.Simulator.Bank;

/// <summary>Writes camt.054.001.08 and camt.053.001.08: what was booked on the account.</summary>
public static class Bookings
{
    /// <summary>camt.054: the transfers that left. Slow ones are left out until <paramref name="late"/> asks for them alone.</summary>
    public static void WriteDebits(BankFile file, BankTerms terms, Stream output, bool late = false) =>
        Write(file, terms, "camt.054.001.08", [.. file.Orders.Where(order => order.Script.IsBooked && order.Script.Slow == late).Select(order => (order, IsReturn: false))], output);

    /// <summary>camt.054: the transfers that came back.</summary>
    public static void WriteReturns(BankFile file, BankTerms terms, Stream output) =>
        Write(file, terms, "camt.054.001.08", [.. file.Orders.Where(order => order.Script.Returned is not null).Select(order => (order, IsReturn: true))], output);

    /// <summary>camt.053: everything that was booked in the end, between an opening and a closing balance.</summary>
    public static void WriteStatement(BankFile file, BankTerms terms, Stream output) =>
        Write(file, terms, "camt.053.001.08", [.. file.Orders.Where(order => order.Script.IsBooked).Select(order => (order, IsReturn: false)), .. file.Orders.Where(order => order.Script.Returned is not null).Select(order => (order, IsReturn: true))], output);

    private static void Write(BankFile file, BankTerms terms, string message, IReadOnlyList<(BankOrder Order, bool IsReturn)> bookings, Stream output)
    {
        var isStatement = message.StartsWith("camt.053", StringComparison.Ordinal);
        using var xml = new BankXml(output, message);
        xml.Element(isStatement ? "BkToCstmrStmt" : "BkToCstmrDbtCdtNtfctn", () =>
        {
            xml.Element("GrpHdr", () =>
            {
                xml.Text("MsgId", terms.Id);
                xml.Text("CreDtTm", BankXml.Moment(terms.At));
            });
            xml.Element(isStatement ? "Stmt" : "Ntfctn", () =>
            {
                xml.Text("Id", terms.Id);
                xml.Element("Acct", () =>
                {
                    xml.Text(char.IsAsciiLetter(file.Account[0]) ? "Id/IBAN" : "Id/Othr/Id", file.Account);
                    xml.Text("Ccy", terms.Currency);
                });
                if (isStatement)
                {
                    Balance(xml, terms, "OPBD", terms.Opening);
                    Balance(xml, terms, "CLBD", terms.Opening + bookings.Sum(booking => booking.IsReturn ? terms.Booked(booking.Order) : -terms.Booked(booking.Order)));
                }

                Entries(xml, file, terms, bookings);
            });
        });
    }

    private static void Entries(BankXml xml, BankFile file, BankTerms terms, IReadOnlyList<(BankOrder Order, bool IsReturn)> bookings)
    {
        var groups = bookings.GroupBy(booking => booking.IsReturn).Select(group => (IsReturn: group.Key, Orders: group.Select(booking => booking.Order).ToList()));
        var sums = terms.InOneSum ? groups : bookings.Select(booking => (booking.IsReturn, Orders: new List<BankOrder> { booking.Order }));
        foreach (var (isReturn, orders) in sums)
        {
            xml.Element("Ntry", () =>
            {
                xml.Amount("Amt", orders.Sum(terms.Booked), terms.Currency);
                xml.Text("CdtDbtInd", isReturn ? "CRDT" : "DBIT");
                xml.Text("Sts/Cd", "BOOK");
                xml.Text("BookgDt/Dt", BankXml.Day(terms.At));
                xml.Text("ValDt/Dt", BankXml.Day(terms.At));
                xml.Text("AcctSvcrRef", Reference(orders, isReturn));
                xml.Text("BkTxCd/Prtry/Cd", isReturn ? "RETURN" : "TRANSFER");
                xml.Element("NtryDtls", () =>
                {
                    if (orders.Count > 1)
                    {
                        xml.Element("Btch", () =>
                        {
                            xml.Text("MsgId", file.MessageId);
                            xml.Text("PmtInfId", file.PartId);
                            xml.Text("NbOfTxs", BankXml.Number(orders.Count));
                        });
                    }

                    foreach (var order in orders)
                    {
                        xml.Element("TxDtls", () => Transaction(xml, file, terms, order, isReturn));
                    }
                });
            });
        }
    }

    private static void Transaction(BankXml xml, BankFile file, BankTerms terms, BankOrder order, bool isReturn)
    {
        xml.Element("Refs", () =>
        {
            xml.Text("MsgId", file.MessageId);
            xml.Text("PmtInfId", file.PartId);
            xml.Text("InstrId", order.InstructionId);
            xml.Text("EndToEndId", order.EndToEndId);
            xml.Text("UETR", order.Uetr);
        });
        xml.Amount("Amt", terms.Booked(order), terms.Currency);
        xml.Text("CdtDbtInd", isReturn ? "CRDT" : "DBIT");
        xml.Element("AmtDtls", () =>
        {
            xml.Element("InstdAmt", () => xml.Amount("Amt", order.Amount, order.Currency));
            xml.Element("TxAmt", () =>
            {
                xml.Amount("Amt", terms.Booked(order), terms.Currency);
                if (order.Currency != terms.Currency)
                {
                    xml.Element("CcyXchg", () =>
                    {
                        xml.Text("SrcCcy", order.Currency);
                        xml.Text("TrgtCcy", terms.Currency);
                        xml.Text("XchgRate", BankXml.Number(terms.Rate(order.Currency)));
                    });
                }
            });
        });
        xml.Element("RltdPties", () =>
        {
            xml.Text("Cdtr/Pty/Nm", order.Name);
            xml.Account("CdtrAcct", order);
        });
        if (isReturn)
        {
            xml.Text("RtrInf/Rsn/Cd", order.Script.Returned);
        }
    }

    private static void Balance(BankXml xml, BankTerms terms, string code, decimal amount) => xml.Element("Bal", () =>
    {
        xml.Text("Tp/CdOrPrtry/Cd", code);
        xml.Amount("Amt", Math.Abs(amount), terms.Currency);
        xml.Text("CdtDbtInd", amount < 0 ? "DBIT" : "CRDT");
        xml.Text("Dt/Dt", BankXml.Day(terms.At));
    });

    /// <summary>The bank's own reference of an entry: the same whenever it writes of it.</summary>
    private static string Reference(List<BankOrder> orders, bool isReturn) => $"{(isReturn ? "R" : "D")}{(orders.Count == 1 ? "1" : "N")}/{orders[0].EndToEndId}";
}
