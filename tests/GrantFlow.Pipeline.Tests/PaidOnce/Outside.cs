using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Tests.PaidOnce;

/// <summary>What became of an order at the bank, the wallet provider or the desk, as their own books have it.</summary>
internal enum OrderState
{
    Taken,
    Paid,
    Refused,
    Back,
}

/// <summary>What they say of an order, once or more often.</summary>
internal sealed record Said(Order Order, PaymentOutcome Outcome, long? Booked)
{
    public int Times { get; set; }
}

/// <summary>One attempt as it reached them. Amounts in cents of the grants' currency.</summary>
internal sealed class Order(PaymentId payment, int attempt, RouteKind kind, long amount, bool converted)
{
    public PaymentId Payment { get; } = payment;

    public int Attempt { get; } = attempt;

    public RouteKind Kind { get; } = kind;

    public long Amount { get; } = amount;

    public bool Converted { get; } = converted;

    public OrderState State { get; set; }

    /// <summary>What left the account, and what came back.</summary>
    public long Out { get; set; }

    public long In { get; set; }

    public override string ToString() => $"{Kind} {Payment} attempt {Attempt}: {State}, out {Out}, in {In}";
}

/// <summary>
/// The world outside: banks, wallet providers and desks with books of their own, which know nothing of grants. An order is taken on once, however often it is
/// given. An honest one never pays what it has refused.
/// </summary>
internal sealed class Outside(Random random, bool honest)
{
    private readonly Dictionary<(PaymentId, int), Order> _orders = [];
    private readonly List<Said> _said = [];

    public IReadOnlyCollection<Order> Orders => _orders.Values;

    /// <summary>What was not told yet comes first to mind; what was may be told again.</summary>
    public IReadOnlyList<Said> News => _said;

    /// <summary>Two orders of one payment stood beside each other: whoever pays both pays twice.</summary>
    public List<string> Doubles { get; } = [];

    public void Take(PaymentId payment, int attempt, RouteKind kind, Money amount, bool converted)
    {
        if (_orders.ContainsKey((payment, attempt)))
        {
            return;
        }

        if (_orders.Values.FirstOrDefault(other => other.Payment == payment && other.State is OrderState.Taken or OrderState.Paid && honest) is { } beside && beside.Payment == payment)
        {
            Doubles.Add($"Attempt {attempt} of {payment} was taken on beside: {beside}");
        }

        _orders[(payment, attempt)] = new Order(payment, attempt, kind, amount.Minor, converted);
    }

    public Order? Find(PaymentId payment, int attempt) => _orders.GetValueOrDefault((payment, attempt));

    /// <summary>Something happens to one of the orders.</summary>
    /// <param name="settledIsKnown">Whether the pipeline has decided on the news that it was paid: nobody sends money back before.</param>
    public async Task<string?> Happen(Func<Order, Task<bool>> settledIsKnown)
    {
        if (_orders.Count == 0)
        {
            return null;
        }

        var order = _orders.Values.ElementAt(random.Next(_orders.Count));
        switch (order.State)
        {
            case OrderState.Taken:
                End(order);
                break;
            case OrderState.Paid when random.Next(3) == 0 && await settledIsKnown(order):
                order.State = OrderState.Back;
                order.In = Rated(order);
                Say(order, PaymentOutcome.Returned, order.In);
                break;
            case OrderState.Refused when !honest && random.Next(3) == 0:
                Pay(order);
                break;
            default:
                return null;
        }

        return order.ToString();
    }

    /// <summary>An order comes to its end: mostly it is paid.</summary>
    public void End(Order order)
    {
        switch (random.Next(8))
        {
            case 0 or 1:
                order.State = OrderState.Refused;
                Say(order, PaymentOutcome.Failed, null);
                break;
            case 2 when order.Kind == RouteKind.BankAccount:
                // It bounces: out and back within the day, and nobody says that it had been paid.
                (order.State, order.Out, order.In) = (OrderState.Back, order.Amount, order.Amount);
                Say(order, PaymentOutcome.Returned, order.Amount);
                break;
            default:
                Pay(order);
                break;
        }
    }

    private void Pay(Order order)
    {
        order.State = OrderState.Paid;
        order.Out = Rated(order);
        Say(order, PaymentOutcome.Settled, order.Out);
    }

    /// <summary>The rate moved since the release, a little.</summary>
    private long Rated(Order order) => order.Converted ? order.Amount + random.Next(-250, 251) : order.Amount;

    private void Say(Order order, PaymentOutcome outcome, long? booked) => _said.Add(new(order, outcome, booked));
}
