using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Payouts.MobileMoney.Callbacks;

/// <summary>The secret in a callback's address: one for each attempt, made from our key, told to the provider alone.</summary>
public sealed class CallbackToken(IIdentityHash hash)
{
    /// <summary>Where the provider says that there is news of an attempt, from our own address on.</summary>
    public string PathFor(PaymentAttempt attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"api/payments/callbacks/{attempt.Payment}/{attempt.Attempt}/{Of(attempt.Payment, attempt.Attempt)}");

    /// <summary>Whether this is the attempt's token; takes as long for a wrong one.</summary>
    public bool Fits(PaymentId payment, int attempt, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(payment, attempt)), Encoding.UTF8.GetBytes(token));

    private string Of(PaymentId payment, int attempt) => hash.Of(string.Create(CultureInfo.InvariantCulture, $"callback|{payment}|{attempt}"));
}
