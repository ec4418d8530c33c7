using System.Text;
using System.Text.RegularExpressions;

namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>Opens a file as text in the encoding it says it has: UTF-8, UTF-16 or ISO-8859-1. One that says another than it has is not taken.</summary>
internal static partial class XmlEncoding
{
    private const string Taken = "UTF-8, UTF-16 and ISO-8859-1 are taken.";
    private const int HeadBytes = 512;

    /// <exception cref="StatementRefusedException">The file is empty, no XML from its first character on, or of another encoding.</exception>
    public static async Task<TextReader> Open(Stream file, CancellationToken cancellationToken)
    {
        var buffer = new byte[HeadBytes];
        var count = await file.ReadAtLeastAsync(buffer, HeadBytes, throwOnEndOfStream: false, cancellationToken);
        if (count == 0)
        {
            throw new StatementRefusedException(StatementFault.Empty, "The file is empty.");
        }

        var head = buffer.AsMemory(0, count);
        var (family, mark) = Look(head.Span);
        var encoding = Agree(family, mark > 0, Declared(family, head.Span[mark..]));
        var text = new StreamReader(new BoundedStream(head[mark..], file), encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 16 * 1024);
        return new GuardedText(text, oneByte: encoding.CodePage == Encoding.Latin1.CodePage);
    }

    /// <summary>How the bytes are laid out, and how many of them are a byte order mark.</summary>
    private static (Encoding Family, int Mark) Look(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] or [0, 0, 0, (byte)'<', ..] or [(byte)'<', 0, 0, 0, ..] => throw Other("UTF-32"),
        [0x4C, 0x6F, 0xA7, 0x94, ..] => throw Other("EBCDIC"),
        [(byte)'+', (byte)'/', (byte)'v', ..] => throw Other("UTF-7"),
        [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
        [0xFF, 0xFE, ..] => (Utf16(bigEndian: false), 2),
        [0xFE, 0xFF, ..] => (Utf16(bigEndian: true), 2),
        [(byte)'<', 0, ..] => (Utf16(bigEndian: false), 0),
        [0, (byte)'<', ..] => (Utf16(bigEndian: true), 0),
        _ => (Utf8, 0),
    };

    private static string? Declared(Encoding family, ReadOnlySpan<byte> head)
    {
        var text = (family.CodePage == Utf8.CodePage ? Encoding.Latin1 : Encoding.GetEncoding(family.CodePage)).GetString(head);
        if (!text.TrimStart(' ', '\t', '\r', '\n').StartsWith('<'))
        {
            throw new StatementRefusedException(StatementFault.NotWellFormed, "The file is no XML: it does not begin with a tag. Unpack it if it is packed, and send pain.002, camt.054 or camt.053.");
        }

        return Declaration().Match(text) is { Success: true } match ? match.Groups[1].Value : null;
    }

    private static Encoding Agree(Encoding family, bool marked, string? declared)
    {
        var wide = family.CodePage != Utf8.CodePage;
        return declared?.ToUpperInvariant() switch
        {
            null => family,
            "UTF-8" when !wide => family,
            "UTF-16" or "UTF-16LE" or "UTF-16BE" when wide => family,
            "ISO-8859-1" when !wide && !marked => Encoding.Latin1,
            "UTF-8" or "ISO-8859-1" or "UTF-16" or "UTF-16LE" or "UTF-16BE" =>
                throw new StatementRefusedException(StatementFault.WrongEncoding, $"The file says it is {declared.ToUpperInvariant()}, but its first bytes are not. {Taken}"),
            _ => throw Other("another encoding"),
        };
    }

    private static StatementRefusedException Other(string what) => new(StatementFault.WrongEncoding, $"The file is {what}. {Taken}");

    private static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static UnicodeEncoding Utf16(bool bigEndian) => new(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);

    [GeneratedRegex("""^\s*<\?xml\s[^<>]*?\bencoding\s*=\s*["']([^"']*)["']""")]
    private static partial Regex Declaration();
}
