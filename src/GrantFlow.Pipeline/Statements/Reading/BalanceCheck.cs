using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>Whether a statement is true to itself: opening balance and booked entries make the closing balance.</summary>
internal sealed class BalanceCheck(StatementHead head)
{
    private Money? _opening;
    private Money? _closing;
    private Money? _change;
    private bool _unread;

    public void Add(Part balance)
    {
        try
        {
            var amount = balance.AmountAt("Amt") is { } one ? (balance.TextAt("CdtDbtInd") is "DBIT" ? -one : one) : (Money?)null;
            switch (balance.TextAt("Tp/CdOrPrtry/Cd"))
            {
                case "OPBD" or "PRCD":
                    _opening ??= amount;
                    break;
                case "CLBD":
                    _closing = amount;
                    break;
                default:
                    break;
            }
        }
        catch (FormatException)
        {
            _unread = true;
        }
    }

    public void Add(BookedEntry entry)
    {
        if (!entry.IsBooked)
        {
            return;
        }

        if (entry.Booked is not { } booked || (_change is { } before && before.Currency != booked.Currency))
        {
            _unread = true;
            return;
        }

        try
        {
            _change = _change is { } sum ? sum + booked : booked;
        }
        catch (OverflowException)
        {
            _unread = true;
        }
    }

    /// <summary>The statement ends.</summary>
    /// <param name="row">The last row so far, to find the place.</param>
    public void Close(int row)
    {
        if (head.Kind != StatementKind.Statement)
        {
            return;
        }

        if (_unread || _opening is not { } opening || _closing is not { } closing || opening.Currency != closing.Currency || (_change is { } change && change.Currency != opening.Currency))
        {
            head.Find($"The statement that ends with row {row} has no opening and closing balance, or no entries, in one currency: it cannot be checked.");
            return;
        }

        try
        {
            var sum = opening + (_change ?? Money.Zero(opening.Currency));
            if (sum != closing)
            {
                head.Find($"The statement that ends with row {row} opens with {opening} and closes with {closing}, but its entries lead to {sum}.");
            }
        }
        catch (OverflowException)
        {
            head.Find($"The statement that ends with row {row} has balances that cannot be added up.");
        }
    }
}
