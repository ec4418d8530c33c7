using System.Security.Cryptography;
using System.Text;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>
/// The unique end-to-end transaction reference of one attempt: a UUID of version 4 form (RFC 9562), as ISO 20022 asks. It follows from payment and attempt, so
/// that a file made twice carries the same ones.
/// </summary>
public static class Uetr
{
    /// <summary>Of one attempt, in 36 lower-case characters.</summary>
    public static string Of(PaymentId payment, int attempt)
    {
        var bytes = SHA256.HashData(Encoding.ASCII.GetBytes($"uetr|{payment}|{attempt}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
