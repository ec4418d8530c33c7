using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Payouts.CashDesk;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.PaidOnce.Providers;

/// <summary>Money handed over at a desk.</summary>
internal sealed record Handed(PaymentId Payment, int Attempt, ActorId By, long Cents);

/// <summary>
/// A desk with a drawer: vouchers are printed, people bring codes, right and wrong, to one of two cashiers. Money leaves the drawer when the answer is yes and reaches the one who
/// asked; one who heard nothing asks again, for the person stands there.
/// </summary>
internal sealed class DeskHouse(Random random) : IHouse
{
    private static readonly Actor[] Cashiers = [People.Erbil with { Id = ActorId.Parse("evan") }, People.Erbil with { Id = ActorId.Parse("else") }];

    private readonly List<Handed> _drawer = [];
    private readonly Dictionary<(PaymentId, int), string> _papers = [];
    private readonly List<(PaymentAttempt Row, string Code, Actor By)> _unheard = [];

    public int Live(PaymentId payment) => Paid(payment);

    public int Paid(PaymentId payment) => _drawer.Count(one => one.Payment == payment);

    public long Statement(PaymentId payment) => _drawer.Where(one => one.Payment == payment).Sum(one => one.Cents);

    /// <summary>A voucher is printed, or somebody brings a code. Gives who paid out, so that the grant can be told.</summary>
    public async Task<(string What, Actor? Paid)> Happen(Vouchers vouchers, PaymentAttempt row, bool surely)
    {
        var key = (row.Payment, row.Attempt);
        if (!_papers.TryGetValue(key, out var code) || random.Next(surely ? 50 : 6) == 0)
        {
            var (end, issued) = await vouchers.Issue(row.Payment, row.Attempt, People.Erbil.Id, default);
            if (issued is not null)
            {
                _papers[key] = issued.Code;
            }

            return ($"a voucher for {row.Payment}, attempt {row.Attempt}: {end}", null);
        }

        var cashier = Cashiers[random.Next(2)];
        if (!surely && random.Next(4) == 0)
        {
            code = code[..^1] + (code[^1] == '7' ? '8' : '7');
        }

        return await Ask(vouchers, row, code, cashier);
    }

    /// <summary>Whoever heard nothing asks again.</summary>
    public async Task<(string What, Actor? Paid)?> Again(Vouchers vouchers)
    {
        if (_unheard is not [var (row, code, by), ..])
        {
            return null;
        }

        var asked = await Ask(vouchers, row, code, by);
        _unheard.RemoveAt(0);
        return asked;
    }

    private async Task<(string What, Actor? Paid)> Ask(Vouchers vouchers, PaymentAttempt row, string code, Actor cashier)
    {
        VoucherEnd end;
        try
        {
            end = await vouchers.PayOut(row.Payment, row.Attempt, code, cashier.Id, default);
        }
        catch (MishapException) when (!_unheard.Exists(one => one.Row.Payment == row.Payment && one.Row.Attempt == row.Attempt && one.Code == code && one.By == cashier))
        {
            _unheard.Add((row, code, cashier));
            throw;
        }

        // One who has handed it over does not do so again because he is asked to confirm it.
        if (end == VoucherEnd.Well && !_drawer.Exists(one => one.Payment == row.Payment && one.Attempt == row.Attempt && one.By == cashier.Id))
        {
            _drawer.Add(new(row.Payment, row.Attempt, cashier.Id, row.Amount.Minor));
        }

        return ($"{cashier.Id} is brought a code for {row.Payment}, attempt {row.Attempt}: {end}", end == VoucherEnd.Well ? cashier : null);
    }
}
