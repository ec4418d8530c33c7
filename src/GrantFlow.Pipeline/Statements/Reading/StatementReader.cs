using System.Runtime.CompilerServices;

namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>Reads what banks answer: forward only, a row at a time, whatever the file's length.</summary>
public static class StatementReader
{
    private const string Iso = "urn:iso:std:iso:20022:tech:xsd:";

    private const string Taken = "pain.002.001.11, pain.002.001.10, camt.054.001.08 and camt.053.001.08 are taken.";

    private static readonly Dictionary<string, (StatementKind Kind, string Root)> Messages = new()
    {
        [Iso + "pain.002.001.11"] = (StatementKind.StatusReport, "CstmrPmtStsRpt"),
        [Iso + "pain.002.001.10"] = (StatementKind.StatusReport, "CstmrPmtStsRpt"),
        [Iso + "camt.054.001.08"] = (StatementKind.Notification, "BkToCstmrDbtCdtNtfctn"),
        [Iso + "camt.053.001.08"] = (StatementKind.Statement, "BkToCstmrStmt"),
    };

    /// <summary>Every row of a file. What cannot be read of one row is said by that row; what makes the whole no file to take throws, maybe after many rows.</summary>
    /// <param name="file">Read once, to its end.</param>
    /// <param name="head">Filled in on the way.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="StatementRefusedException">The file is not taken; the message says why and what is.</exception>
    public static async IAsyncEnumerable<BankRow> Read(Stream file, StatementHead head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var walk = await XmlWalk.Open(new BoundedStream(default, file), cancellationToken);
        var known = Messages.TryGetValue(await walk.Document(), out var message);
        if (!known)
        {
            throw new StatementRefusedException(StatementFault.UnknownMessage, $"The file is of a kind or version that is not known here. {Taken}");
        }

        head.Kind = message.Kind;
        var rows = message.Kind == StatementKind.StatusReport ? StatusReportReader.Read(walk, head) : BookingReader.Read(walk, head);
        await foreach (var row in rows)
        {
            walk.Rows = head.Rows = row.Row.Number;
            yield return head.Rows <= StatementLimits.Rows
                ? row
                : throw new StatementRefusedException(StatementFault.TooMany, $"The file has over {StatementLimits.Rows} rows. Ask the bank for smaller ones.");
        }

        if (head.MessageId is null)
        {
            throw new StatementRefusedException(StatementFault.NotComplete, $"The file has no {message.Root} with a group header and a message id.");
        }
    }
}
