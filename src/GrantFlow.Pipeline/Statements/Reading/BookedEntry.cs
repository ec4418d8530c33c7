using System.Globalization;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>One entry on an account: what it says itself, then its transactions one by one. An entry with a single transaction lends it what it lacks.</summary>
internal sealed class BookedEntry(StatementKind kind)
{
    private static readonly string[] Known = ["Ntry/Amt", "Ntry/CdtDbtInd", "Ntry/RvslInd", "Ntry/Sts", "Ntry/BookgDt", "Ntry/ValDt", "Ntry/AcctSvcrRef", "Ntry/NtryRef", "Ntry/AmtDtls", "Ntry/BkTxCd"];

    private static readonly string[] Exchanges = ["InstdAmt", "TxAmt", "CntrValAmt"];

    private readonly Part _head = new("Ntry", null);
    private Part? _first;
    private int _count;
    private Money? _sum;
    private bool _unsummed;

    /// <summary>The account it is on.</summary>
    public string? OwnAccount { get; init; }

    /// <summary>Payments that were booked in one sum, where it names them so.</summary>
    public Part? Batch { get; set; }

    /// <summary>What it changes on the account, once it is booked; null where that cannot be read.</summary>
    public Money? Booked => Try(() => _head.AmountAt("Amt")) is { } amount ? (IsCredit(_head) ? amount : -amount) : null;

    public bool IsBooked => Status is "BOOK";

    private string? Status => _head.TextAt("Sts/Cd") ?? _head.TextAt("Sts/Prtry") ?? _head.TextAt("Sts");

    public static bool Knows(string path) => Known.Contains(path);

    public void Add(string path, Part part)
    {
        if (_head.At(path["Ntry/".Length..]) is null)
        {
            _head.Add(part);
        }
    }

    /// <summary>Takes a transaction. Gives the row of the one before, once it is clear that the entry has more than one.</summary>
    public BankRow? Add(Part transaction)
    {
        _count++;
        Sum(transaction);
        if (_count == 1)
        {
            _first = transaction;
            return null;
        }

        // The second is held instead: rows keep their order.
        var row = Row(_first!, alone: false);
        _first = transaction;
        return row;
    }

    /// <summary>What is left to say when it ends.</summary>
    public IEnumerable<BankRow> End()
    {
        if (_first is { } last)
        {
            yield return Row(last, alone: _count == 1);
        }
        else if (_head.Parts.Count > 0)
        {
            yield return Row(new Part("TxDtls", null), alone: true);
        }
    }

    /// <summary>Its transactions do not come to its own amount; null where they do, or where that cannot be said.</summary>
    /// <param name="row">The last row so far, to find the place.</param>
    public string? SumFault(int row) => _unsummed || _sum is not { } sum || Try(() => _head.AmountAt("Amt")) is not { } amount || amount == sum
        ? null
        : $"The entry that ends with row {row} is of {amount}, but its transactions ({_count}) come to {sum}.";

    private void Sum(Part transaction)
    {
        try
        {
            var amount = BookedOf(transaction, alone: false);
            var signed = transaction.At("CdtDbtInd") is null || IsCredit(transaction) == IsCredit(_head) ? amount : -amount;
            _unsummed |= signed is null;
            _sum = _unsummed ? null : (_sum ?? Money.Zero(signed!.Value.Currency)) + signed!.Value;
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            _unsummed = true;
        }
    }

    private BankRow Row(Part transaction, bool alone)
    {
        var isCredit = IsCredit(transaction.At("CdtDbtInd") is null ? _head : transaction);
        var says = Says(transaction, isCredit);
        var row = new StatementRow(0, kind, says);
        try
        {
            var (order, booked) = (AmountOf(transaction, alone), BookedOf(transaction, alone));
            row = row with
            {
                Status = BankWords.Reference(Status, 35),
                Reason = BankWords.Reference(transaction.TextAt("RtrInf/Rsn/Cd") ?? transaction.TextAt("RtrInf/Rsn/Prtry")),
                Text = Words(transaction),
                EndToEndId = BankWords.Reference(transaction.TextAt("Refs/EndToEndId")),
                InstructionId = BankWords.Reference(transaction.TextAt("Refs/InstrId")),
                Uetr = BankWords.Reference(transaction.TextAt("Refs/UETR"), 36)?.ToLowerInvariant(),
                Original = BankWords.Reference(transaction.TextAt("Refs/PmtInfId") ?? transaction.TextAt("Refs/MsgId") ?? Batch?.TextAt("PmtInfId") ?? Batch?.TextAt("MsgId")),
                OfBatch = Batch is not null && _count == 0,
                Amount = order ?? booked,
                Booked = booked,
                Rate = RateOf(transaction) ?? (alone ? RateOf(_head) : null),
                BookedOn = _head.DayAt("BookgDt"),
                ValueOn = _head.DayAt("ValDt"),
                Reference = BankWords.Reference(transaction.TextAt("Refs/AcctSvcrRef") ?? _head.TextAt("AcctSvcrRef") ?? _head.TextAt("NtryRef")),
            };
        }
        catch (FormatException wrong)
        {
            row = row with { Fault = wrong.Message };
        }

        var parties = new[] { Accounts.Of(transaction.At("RltdPties/CdtrAcct")), Accounts.Of(transaction.At("RltdPties/DbtrAcct")) };
        return new BankRow(row, (isCredit ? parties.Reverse() : parties).FirstOrDefault(account => account is not null && account != OwnAccount));
    }

    private StatementSays Says(Part transaction, bool isCredit)
    {
        if (!IsBooked)
        {
            return Status is "PDNG" or "FUTR" or "INFO" ? StatementSays.Pending : StatementSays.Unclear;
        }

        var returned = transaction.At("RtrInf") is not null || (transaction.At("BkTxCd") ?? _head.At("BkTxCd"))?.TextAt("Domn/Fmly/SubFmlyCd") is "RRTN";
        var reversed = _head.TextAt("RvslInd") is "true" or "1";
        return (isCredit, returned, reversed) switch
        {
            (true, _, true) or (true, true, _) => StatementSays.Returned,
            (false, false, false) => StatementSays.Settled,
            // A credit that gives no reason, a debit that takes back what came back: a person has to look.
            _ => StatementSays.Unclear,
        };
    }

    /// <summary>What was ordered: the instructed amount, or else the transaction's own.</summary>
    private Money? AmountOf(Part transaction, bool alone) =>
        transaction.AmountAt("AmtDtls/InstdAmt/Amt") ?? (alone ? _head.AmountAt("AmtDtls/InstdAmt/Amt") : null) ?? transaction.AmountAt("Amt");

    /// <summary>What it changes on the account: an amount in the entry's currency.</summary>
    private Money? BookedOf(Part transaction, bool alone)
    {
        var entry = _head.AmountAt("Amt");
        return new[] { transaction.AmountAt("Amt"), transaction.AmountAt("AmtDtls/TxAmt/Amt") }.FirstOrDefault(amount => amount is not null && amount.Value.Currency == entry?.Currency)
            ?? (alone ? entry : null);
    }

    private static decimal? RateOf(Part part) =>
        Exchanges.Select(amount => part.TextAt($"AmtDtls/{amount}/CcyXchg/XchgRate")).FirstOrDefault(rate => rate is not null) is { Length: <= 20 } text
            ? decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate > 0 ? rate : throw new FormatException("An exchange rate is no number above zero.")
            : null;

    private static string? Words(Part transaction) => BankWords.Free(
        [.. transaction.At("RtrInf")?.All("AddtlInf").Select(text => text.Text) ?? [], transaction.TextAt("AddtlTxInf")],
        [transaction.TextAt("RltdPties/Cdtr/Pty/Nm"), transaction.TextAt("RltdPties/Dbtr/Pty/Nm"), transaction.TextAt("RltdPties/UltmtCdtr/Pty/Nm"), transaction.TextAt("RltdPties/UltmtDbtr/Pty/Nm")]);

    private static bool IsCredit(Part part) => part.TextAt("CdtDbtInd") is "CRDT";

    private static Money? Try(Func<Money?> amount)
    {
        try
        {
            return amount();
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
