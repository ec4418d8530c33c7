using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GrantFlow.Domain.Values;

/// <summary>80 bits as 16 upper-case Crockford base32 characters: the body of every derived id.</summary>
internal static class Code80
{
    public const int Length = 16;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length == Length && !text.ContainsAnyExcept(Allowed);

    /// <summary>
    /// The first 80 bits of SHA-256 over the parts. Each part is preceded by its length, so that ("ab", "c") and
    /// ("a", "bc") differ; <paramref name="kind"/> goes first, so that two kinds of id never share a body.
    /// </summary>
    public static string Derive(string kind, params ReadOnlySpan<string> parts)
    {
        if (parts.Length == 0)
            throw new ArgumentException("An id is derived from at least one part.", nameof(parts));

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, kind);
        foreach (var part in parts)
            Append(hash, part);
        return Encode(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string part)
    {
        ArgumentNullException.ThrowIfNull(part);
        var bytes = Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            var bit = i * 5;
            var pair = (bytes[bit / 8] << 8) | bytes[(bit / 8) + 1];
            text[i] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
        }

        return new string(text);
    }
}
