namespace GrantFlow.Pipeline.Evidence;

/// <summary>What a file is by its own bytes. Names are stored: add, never rename.</summary>
public enum EvidenceKind
{
    /// <summary>A JPEG photo.</summary>
    Jpeg,

    /// <summary>A PNG picture.</summary>
    Png,

    /// <summary>A WebP picture.</summary>
    WebP,

    /// <summary>A photo as newer phones take it (HEIF).</summary>
    Heic,

    /// <summary>A paper.</summary>
    Pdf,
}

/// <summary>Tells files by their first bytes; what a sender calls them does not count.</summary>
public static class EvidenceKinds
{
    /// <summary>As many bytes as it takes to tell.</summary>
    public const int HeadBytes = 32;

    private static readonly string[] HeifBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

    /// <summary>What begins like this; null for anything else.</summary>
    /// <param name="head">The first <see cref="HeadBytes"/> bytes, or all there are.</param>
    public static EvidenceKind? Of(ReadOnlySpan<byte> head) =>
        head is [0xFF, 0xD8, 0xFF, >= 0xC0 and <= 0xFE, ..] ? EvidenceKind.Jpeg
        // The signature, and the header that has to come first.
        : head is [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', ..] ? EvidenceKind.Png
        : head.Length >= 16 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBPVP8"u8) ? EvidenceKind.WebP
        : head.Length >= 12 && head[4..].StartsWith("ftyp"u8) && IsHeif(head[8..12]) ? EvidenceKind.Heic
        : head.StartsWith("%PDF-1."u8) || head.StartsWith("%PDF-2."u8) ? EvidenceKind.Pdf
        : null;

    /// <summary>As HTTP calls it.</summary>
    public static string ContentType(this EvidenceKind kind) => kind switch
    {
        EvidenceKind.Jpeg => "image/jpeg",
        EvidenceKind.Png => "image/png",
        EvidenceKind.WebP => "image/webp",
        EvidenceKind.Heic => "image/heic",
        _ => "application/pdf",
    };

    /// <summary>As a file's name ends.</summary>
    public static string Extension(this EvidenceKind kind) => kind switch
    {
        EvidenceKind.Jpeg => "jpg",
        EvidenceKind.Png => "png",
        EvidenceKind.WebP => "webp",
        EvidenceKind.Heic => "heic",
        _ => "pdf",
    };

    private static bool IsHeif(ReadOnlySpan<byte> brand)
    {
        foreach (var known in HeifBrands)
        {
            if (System.Text.Ascii.Equals(brand, known))
            {
                return true;
            }
        }

        return false;
    }
}
