namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>camt.054 and camt.053: entries on an account, each with the transactions it stands for; the second also with balances.</summary>
internal static class BookingReader
{
    public static async IAsyncEnumerable<BankRow> Read(XmlWalk walk, StatementHead head)
    {
        var item = head.Kind == StatementKind.Notification ? "Ntfctn" : "Stmt";
        var (number, account, balance, entry) = (0, (string?)null, new BalanceCheck(head), new BookedEntry(head.Kind));
        await foreach (var (path, isEnd) in walk.Places())
        {
            if (path == "GrpHdr" && !isEnd)
            {
                var group = await walk.Take();
                head.MessageId = group.TextAt("MsgId") is { } id ? id[..Math.Min(id.Length, 35)] : null;
                head.MadeAt = group.TextAt("CreDtTm") is { Length: <= 40 } made ? made : null;
            }
            else if (path == item)
            {
                if (isEnd)
                {
                    balance.Close(walk.Rows);
                }

                (account, balance) = (null, new BalanceCheck(head));
            }
            else if (path.StartsWith(item, StringComparison.Ordinal))
            {
                switch (path[(item.Length + 1)..])
                {
                    case "Acct" when !isEnd:
                        account = Accounts.Of(await walk.Take());
                        break;
                    case "Bal" when !isEnd:
                        balance.Add(await walk.Take());
                        break;
                    case "Ntry" when !isEnd:
                        entry = new BookedEntry(head.Kind) { OwnAccount = account };
                        break;
                    case "Ntry":
                        foreach (var row in entry.End())
                        {
                            yield return row with { Row = row.Row with { Number = ++number } };
                        }

                        if (entry.SumFault(number) is { } wrong)
                        {
                            head.Find(wrong);
                        }

                        balance.Add(entry);
                        break;
                    case "Ntry/NtryDtls/Btch" when !isEnd:
                        entry.Batch = await walk.Take();
                        break;
                    case "Ntry/NtryDtls/TxDtls" when !isEnd:
                        if (entry.Add(await walk.Take()) is { } booked)
                        {
                            yield return booked with { Row = booked.Row with { Number = ++number } };
                        }

                        break;
                    case var detail when !isEnd && BookedEntry.Knows(detail):
                        entry.Add(detail, await walk.Take());
                        break;
                    default:
                        break;
                }
            }
        }
    }
}
