using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GrantFlow.Pipeline.Stores;

/// <summary>
/// A place in a query's rows as opaque, URL-safe text. It carries a checksum over the query, so a damaged cursor, or one of another query, is refused;
/// it is no secret and protects nothing: the query itself says what may be read.
/// </summary>
public static class PageCursor
{
    /// <summary>Characters in the longest cursor that is looked at.</summary>
    public const int MaxLength = 4096;

    private const byte Version = 1;
    private const int ChecksumBytes = 8;

    /// <summary>The cursor for a place (a store's own text) in a query.</summary>
    public static string Encode(string query, string place)
    {
        var text = Encoding.UTF8.GetBytes(place);
        return Base64Url.EncodeToString([Version, .. Checksum(query, text), .. text]);
    }

    /// <summary>The place a cursor stands for.</summary>
    /// <exception cref="FormatException">The cursor was not handed out for this query.</exception>
    public static string Decode(string query, string cursor)
    {
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
        {
            throw Bad();
        }

        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length < 1 + ChecksumBytes || bytes[0] != Version)
        {
            throw Bad();
        }

        var place = bytes[(1 + ChecksumBytes)..];
        return bytes.Slice(1, ChecksumBytes).SequenceEqual(Checksum(query, place)) ? Encoding.UTF8.GetString(place) : throw Bad();
    }

    /// <summary>The error of a cursor that cannot be used.</summary>
    public static FormatException Bad(Exception? cause = null) =>
        new("The continuation is not one that this query handed out: start again without it.", cause);

    private static byte[] Checksum(string query, ReadOnlySpan<byte> place)
    {
        var head = Encoding.UTF8.GetBytes(query);
        return SHA256.HashData([.. SHA256.HashData(head), .. place])[..ChecksumBytes];
    }
}
