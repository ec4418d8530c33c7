using System.Globalization;
using System.Text;
using AnyAscii;

namespace GrantFlow.Pipeline.Payouts.BankFile;

/// <summary>
/// Text as banks read it: the Latin letters, digits, blanks and <c>/ - ? : ( ) . , ' +</c> of the EPC's and SWIFT's basic set, no slash at either end, none twice. Other letters are transliterated as
/// docs/bank-files.md says; what cannot be is refused rather than mangled.
/// </summary>
public static class BankText
{
    private const string Signs = "/-?:().,'+ ";

    private const int EthiopicWordSpace = 0x1361;

    // As the EPC's conversion table has it (EPC217-08), where a sign has a close relative in the basic set; what the table turns into a full stop for want of one is refused, but for the
    // exclamation mark. The table leaves out what XML reserves: & is + in the banks' own guides, and " is an apostrophe as ` is.
    private static readonly Dictionary<char, char> Relatives = new()
    {
        ['&'] = '+', ['_'] = '-', [';'] = ',', ['"'] = '\'', ['`'] = '\'', ['~'] = '-', ['['] = '(', ['{'] = '(', [']'] = ')', ['}'] = ')', ['\\'] = '/', ['|'] = '/', ['!'] = '.',
    };

    /// <summary>Whether a text can stand in a bank file as it is.</summary>
    public static bool IsPlain(string text) =>
        text.Length > 0 && text.All(IsBasic) && text[0] is not ('/' or ' ') && text[^1] is not ('/' or ' ') && !text.Contains("//", StringComparison.Ordinal);

    /// <summary>The text as a bank file has it; null when it cannot be written.</summary>
    public static string? Write(string text) => Read(text).Plain;

    /// <summary>What is wrong with a text for a bank file, in words that do not repeat it; null when nothing is.</summary>
    /// <param name="text">A name or a part of an address.</param>
    /// <param name="longest">Most characters in Latin letters.</param>
    public static string? Fault(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (plain, at) = Read(text);
        if (at > 0)
        {
            return $"Character {at} cannot be written in the Latin letters that banks read. Give this in Latin letters, as the bank has it.";
        }

        return plain switch
        {
            null => "No letter or digit is in it.",
            _ when plain.Length > longest => $"In the Latin letters that banks read it has {plain.Length} characters, and at most {longest} are taken. Shorten it as the bank has it.",
            _ => null,
        };
    }

    /// <summary>The text in the basic set, or the place from 1 of what cannot be.</summary>
    private static (string? Plain, int At) Read(string text)
    {
        if (!IsText(text))
        {
            return (null, 1);
        }

        var runes = text.Normalize(NormalizationForm.FormC).EnumerateRunes().ToArray();
        var plain = new StringBuilder(runes.Length + 8);
        for (var at = 0; at < runes.Length; at++)
        {
            if (Latin(runes, at, plain) is not { } latin)
            {
                return (null, at + 1);
            }

            foreach (var letter in latin.Where(letter => !(letter is ' ' or '/' && (plain.Length == 0 || plain[^1] == letter))))
            {
                plain.Append(letter);
            }
        }

        var trimmed = plain.ToString().Trim(' ', '/');
        return trimmed.Any(char.IsAsciiLetterOrDigit) ? (trimmed, 0) : (null, 0);
    }

    /// <summary>One character in the basic set, nothing for one that is not seen; null when it cannot be written.</summary>
    private static string? Latin(Rune[] runes, int at, StringBuilder before)
    {
        var rune = runes[at];
        var category = Rune.GetUnicodeCategory(rune);
        if (rune.IsAscii && IsBasic((char)rune.Value))
        {
            return ((char)rune.Value).ToString();
        }

        if (Rune.IsWhiteSpace(rune) || rune.Value is EthiopicWordSpace)
        {
            return " ";
        }

        return category switch
        {
            UnicodeCategory.Format => "",
            UnicodeCategory.DecimalDigitNumber => $"{Rune.GetNumericValue(rune):0}",
            _ when BankScripts.Has(rune) => Letters(runes, at, before),
            UnicodeCategory.DashPunctuation => "-",
            _ when Typographic(rune) is { Length: > 0 } signs && signs.All(IsBasic) => signs,
            _ => null,
        };
    }

    private static string? Letters(Rune[] runes, int at, StringBuilder before)
    {
        var rune = runes[at];
        // Soft and hard signs are no letters of a passport (ICAO Doc 9303).
        if (rune.Value is 0x042A or 0x042C or 0x044A or 0x044C || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark)
        {
            return "";
        }

        var latin = Related(rune.ToString().Transliterate());
        if (latin.Length == 0 || !latin.All(IsBasic))
        {
            return null;
        }

        if (HasNoCapitals(rune) && (before.Length == 0 || before[^1] == ' '))
        {
            return char.ToUpperInvariant(latin[0]) + latin[1..];
        }

        return latin.Length > 1 && Rune.IsUpper(rune) && IsAmongCapitals(runes, at) ? latin.ToUpperInvariant() : latin;
    }

    // Georgian names begin with the letters that the rest of them has, though Unicode knows capitals.
    private static bool HasNoCapitals(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherLetter || rune.Value is >= 0x10D0 and <= 0x10FF;

    private static bool IsAmongCapitals(Rune[] runes, int at) =>
        at + 1 < runes.Length && Rune.IsLetter(runes[at + 1]) ? Rune.IsUpper(runes[at + 1]) : at > 0 && Rune.IsUpper(runes[at - 1]);

    private static string? Typographic(Rune rune) =>
        rune.IsAscii || Rune.GetUnicodeCategory(rune) is UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OpenPunctuation
            or UnicodeCategory.ClosePunctuation or UnicodeCategory.OtherPunctuation
            ? Related(rune.IsAscii ? rune.ToString() : rune.ToString().Transliterate())
            : null;

    private static string Related(string signs) => string.Concat(signs.Select(sign => Relatives.GetValueOrDefault(sign, sign)));

    private static bool IsBasic(char letter) => char.IsAsciiLetterOrDigit(letter) || Signs.Contains(letter, StringComparison.Ordinal);

    private static bool IsText(string text)
    {
        try
        {
            return text.IsNormalized() || text.Length > 0;
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair is no text.
            return false;
        }
    }
}
