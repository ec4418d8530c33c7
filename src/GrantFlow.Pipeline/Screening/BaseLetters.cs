using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace GrantFlow.Pipeline.Screening;

/// <summary>
/// Capital letters without what forms leave out: accents, strokes, ligatures, and the Arabic letters that two keyboards
/// write differently. The runtime cannot do it: with <c>InvariantGlobalization</c> <see cref="string.Normalize()"/> leaves
/// every text as it is. Source of the pairs: the canonical decompositions of the Unicode Character Database.
/// </summary>
internal static class BaseLetters
{
    private static readonly (string Base, string Variants)[] Latin =
    [
        ("A", "ÀÁÂÃÄÅĀĂĄǍǞǠǺȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶ"), ("AE", "ÆǢǼ"), ("B", "ḂḄḆ"), ("C", "ÇĆĈĊČḈ"), ("D", "ĎĐÐḊḌḎḐḒ"),
        ("E", "ÈÉÊËĒĔĖĘĚȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆ"), ("F", "Ḟ"), ("G", "ĜĞĠĢǤǦǴḠ"), ("H", "ĤĦȞḢḤḦḨḪẖ"), ("I", "ÌÍÎÏĨĪĬĮİıǏȈȊḬḮỈỊ"),
        ("J", "Ĵǰ"), ("K", "ĶǨḰḲḴ"), ("L", "ĹĻĽŁḶḸḺḼ"), ("M", "ḾṀṂ"), ("N", "ÑŃŅŇŊǸṄṆṈṊ"),
        ("O", "ÒÓÔÕÖØŌŎŐƠǑǪǬǾȌȎȪȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢ"), ("OE", "Œ"), ("P", "ṔṖ"), ("R", "ŔŖŘȐȒṘṚṜṞ"), ("S", "ŚŜŞŠȘṠṢṤṦṨ"),
        ("SS", "ßẞ"), ("T", "ŢŤŦȚṪṬṮṰẗ"), ("TH", "Þ"), ("U", "ÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖṲṴṶṸṺỤỦỨỪỬỮỰ"), ("V", "ṼṾ"),
        ("W", "ŴẀẂẄẆẈẘ"), ("X", "ẊẌ"), ("Y", "ÝŶŸȲẎẙỲỴỶỸ"), ("Z", "ŹŻŽẐẒẔ"),
    ];

    private static readonly (string Base, string Variants)[] GreekAndCyrillic =
    [
        ("Α", "Ά"), ("Ε", "Έ"), ("Η", "Ή"), ("Ι", "ΊΪΐ"), ("Ο", "Ό"), ("Υ", "ΎΫΰ"), ("Ω", "Ώ"),
        ("А", "ӐӒ"), ("Е", "ЀЁӖ"), ("Ж", "ӁӜ"), ("З", "Ӟ"), ("И", "ЍЙӢӤ"), ("О", "Ӧ"), ("У", "ЎӮӰӲ"), ("Г", "Ѓ"), ("К", "Ќ"), ("І", "Ї"),
    ];

    // By code point: right-to-left letters would turn the line around.
    private static readonly (string Base, string Variants)[] Arabic =
    [
        ("\u0627", "\u0622\u0623\u0625\u0671"), ("\u0648", "\u0624"), ("\u064A", "\u0626\u0649\u06CC"), ("\u0643", "\u06A9"), ("\u0647", "\u0629\u06BE"), ("\u06D5", "\u06C0"),
    ];

    private static readonly FrozenDictionary<Rune, string> All = Latin.Concat(GreekAndCyrillic).Concat(Arabic)
        .SelectMany(pair => pair.Variants.EnumerateRunes().Select(variant => (variant, pair.Base)))
        .ToFrozenDictionary(pair => pair.variant, pair => pair.Base);

    /// <summary>What a letter or digit is compared as; empty for a mark, a space or punctuation.</summary>
    public static string Of(Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
        {
            return ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture);
        }

        var capital = Rune.ToUpperInvariant(rune);
        return !Rune.IsLetterOrDigit(rune) ? "" : All.GetValueOrDefault(capital) ?? capital.ToString();
    }

    /// <summary>A mark belongs to the letter before it; it never ends a word.</summary>
    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
