using System.Text;

namespace GrantFlow.Pipeline.Payouts.BankFile;

/// <summary>
/// Whose letters can be written as Latin ones without knowing more than the word. Arabic, Hebrew and Syriac spell no vowels, Chinese characters have a reading for each language, and Indic
/// scripts leave out what is heard: from those nobody can tell how the bank spells a name, so their names are asked for in Latin letters.
/// </summary>
internal static class BankScripts
{
    private static readonly (int First, int Last)[] Ranges =
    [
        // Latin with its supplements, and the modifier letters and accents that go with it.
        (0x0041, 0x005A), (0x0061, 0x007A), (0x00AA, 0x00AA), (0x00BA, 0x00BA), (0x00C0, 0x00D6), (0x00D8, 0x00F6), (0x00F8, 0x036F),
        (0x1E00, 0x1EFF), (0x2C60, 0x2C7F), (0xFB00, 0xFB06), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A),
        // Greek, Cyrillic, Armenian, Georgian.
        (0x0370, 0x03FF), (0x1F00, 0x1FFF), (0x0400, 0x052F), (0x1C80, 0x1C8F), (0x0531, 0x0588), (0xFB13, 0xFB17), (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F),
        // Ethiopic, Hangul.
        (0x1200, 0x135A), (0x1380, 0x138F), (0x2D80, 0x2DDE), (0xAC00, 0xD7A3),
    ];

    public static bool Has(Rune letter) => Array.Exists(Ranges, range => letter.Value >= range.First && letter.Value <= range.Last);
}
