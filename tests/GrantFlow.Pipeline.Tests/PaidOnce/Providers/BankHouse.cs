using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Tests.Statements;
using GrantFlow.Simulator.Bank;

namespace GrantFlow.Pipeline.Tests.PaidOnce.Providers;

/// <summary>A file of the bank's. It can be taken in once or more often, whenever somebody thinks of it.</summary>
internal sealed record Letter(string Name, byte[] Bytes)
{
    public int Times { get; set; }
}

/// <summary>
/// A bank that executes every order of every file it has not seen before, by each account's last digits, when it likes, and writes about it: status reports, debits, returns, statements
/// that say it all again. It would pay twice what it is ordered twice.
/// </summary>
internal sealed class BankHouse(Random random, TimeProvider time) : IHouse
{
    private readonly List<Ordered> _files = [];
    private readonly List<Letter> _letters = [];

    public IReadOnlyList<Letter> Letters => _letters;

    /// <summary>Somebody brings a payment file; again, nothing happens.</summary>
    public bool Take(BankFile file)
    {
        if (_files.Exists(known => known.File.MessageId == file.MessageId))
        {
            return false;
        }

        // The bank's own rate lies beside the one of the release, near enough that nobody has to look at it.
        _files.Add(new Ordered(file, file.Orders.Any(order => order.Currency != "EUR") ? (random.Next(960, 1_041) / 1_000m) / 1_500m : 1m));
        return true;
    }

    public int Live(PaymentId payment) => Of(payment).Count(one => one.Order.Script.IsBooked && !one.File.Back.Contains(one.Order));

    public int Paid(PaymentId payment) => Of(payment).Count(one => one.File.Out.Contains(one.Order) && !one.File.Back.Contains(one.Order));

    public long Statement(PaymentId payment) => Of(payment).Where(one => one.File.Out.Contains(one.Order) && !one.File.Back.Contains(one.Order)).Sum(one => Cents(one.File, one.Order));

    /// <summary>Something happens to one of the files, and the bank writes of it.</summary>
    public string? Happen()
    {
        if (_files.Count == 0)
        {
            return null;
        }

        var one = _files[random.Next(_files.Count)];
        return random.Next(6) switch
        {
            0 => Report(one, one.File.Orders),
            1 or 2 or 3 => Book(one, [.. one.File.Orders.Where(order => !one.Out.Contains(order) && order.Script is { IsBooked: true, Slow: false } && random.Next(3) > 0)]),
            4 => GiveBack(one),
            _ => Tell(one),
        };
    }

    /// <summary>All that was ordered comes to its end.</summary>
    public void Finish()
    {
        foreach (var one in _files)
        {
            if (!one.Reported)
            {
                Report(one, one.File.Orders);
            }

            foreach (var slow in new[] { false, true })
            {
                Book(one, [.. one.File.Orders.Where(order => !one.Out.Contains(order) && order.Script.IsBooked && order.Script.Slow == slow)]);
            }

            GiveBack(one);
        }
    }

    private string? Report(Ordered one, IReadOnlyList<BankOrder> orders)
    {
        one.Reported = true;
        return Write(one, "S", (terms, output) => StatusReport.Write(one.File with { Orders = orders }, terms, output));
    }

    private string? Book(Ordered one, IReadOnlyList<BankOrder> orders)
    {
        if (orders.Count == 0)
        {
            return null;
        }

        one.Out.UnionWith(orders);
        return Write(one, "D", (terms, output) => Bookings.WriteDebits(one.File with { Orders = orders }, terms, output, late: orders[0].Script.Slow));
    }

    private string? GiveBack(Ordered one)
    {
        BankOrder[] orders = [.. one.Out.Where(order => order.Script.Returned is not null && !one.Back.Contains(order))];
        if (orders.Length == 0)
        {
            return null;
        }

        one.Back.UnionWith(orders);
        return Write(one, "R", (terms, output) => Bookings.WriteReturns(one.File with { Orders = orders }, terms, output));
    }

    /// <summary>The day's statement: everything once more.</summary>
    private string? Tell(Ordered one)
    {
        BankOrder[] orders = [.. one.Out.Where(order => order.Script.Returned is null || one.Back.Contains(order))];
        return orders.Length == 0 ? null : Write(one, "T", (terms, output) => Bookings.WriteStatement(one.File with { Orders = orders }, terms, output));
    }

    private string Write(Ordered one, string kind, Action<BankTerms, Stream> write)
    {
        var name = $"{one.File.MessageId}-{kind}{_letters.Count}";
        _letters.Add(new(name, Desk.Written(output => write(Terms(one, name), output))));
        return $"the bank writes {name}";
    }

    private BankTerms Terms(Ordered one, string name) => new(name, time.GetUtcNow(), "EUR") { Rate = _ => one.Rate };

    private static long Cents(Ordered one, BankOrder order) => (long)(100 * (order.Currency == "EUR" ? order.Amount : decimal.Round(order.Amount * one.Rate, 2, MidpointRounding.ToEven)));

    private IEnumerable<(Ordered File, BankOrder Order)> Of(PaymentId payment) =>
        _files.SelectMany(file => file.File.Orders.Where(order => order.EndToEndId == payment.Value).Select(order => (file, order)));

    private sealed record Ordered(BankFile File, decimal Rate)
    {
        public HashSet<BankOrder> Out { get; } = [];

        public HashSet<BankOrder> Back { get; } = [];

        public bool Reported { get; set; }
    }
}
