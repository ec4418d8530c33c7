using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Payouts.CashDesk;

/// <summary>One-time codes of vouchers: 40 bits in eight characters that nobody takes for one another, also over the telephone.</summary>
public sealed class VoucherCode(IIdentityHash hash)
{
    /// <summary>Characters of a code, without the hyphen it is written with.</summary>
    public const int Length = 8;

    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new code, as it is written: <c>7KQ2-M9XF</c>.</summary>
    public static string New() => RandomNumberGenerator.GetString(Letters, Length).Insert(Length / 2, "-");

    /// <summary>A code as it was typed: without spaces and hyphens, in capitals, and with the letters that look like digits taken for those. Null when it cannot be one.</summary>
    public static string? Read(string? typed)
    {
        var code = string.Concat((typed ?? "").Where(letter => letter is not (' ' or '-')).Select(letter => char.ToUpperInvariant(letter) switch { 'O' => '0', 'I' or 'L' => '1', var other => other }));
        return code.Length == Length && code.All(Letters.Contains) ? code : null;
    }

    /// <summary>The keyed hash under which a voucher knows its code; for each voucher another.</summary>
    public string HashOf(PaymentId payment, int attempt, int number, string code) =>
        hash.Of(string.Create(CultureInfo.InvariantCulture, $"voucher|{payment}|{attempt}|{number}|{Read(code) ?? throw new FormatException("This is no code.")}"));

    /// <summary>Whether this is the voucher's code; takes as long for a wrong one.</summary>
    public bool Fits(PaymentId payment, int attempt, Voucher voucher, string code) => Read(code) is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(payment, attempt, voucher.Number, code)), Encoding.ASCII.GetBytes(voucher.CodeHash));
}
