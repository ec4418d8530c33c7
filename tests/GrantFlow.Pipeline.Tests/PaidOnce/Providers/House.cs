using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Tests.PaidOnce.Providers;

/// <summary>A bank, a wallet provider or a desk, with a book of its own that knows nothing of grants.</summary>
internal interface IHouse
{
    /// <summary>Orders of a payment that have paid, or still may.</summary>
    int Live(PaymentId payment);

    /// <summary>Orders of a payment whose money the person has.</summary>
    int Paid(PaymentId payment);

    /// <summary>What left for a payment, less what came back, in euro cents: its statement.</summary>
    long Statement(PaymentId payment);
}
