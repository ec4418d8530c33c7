using System.Text;
using GrantFlow.Pipeline.Payouts.BankFile;

namespace GrantFlow.Pipeline.Tests.Payouts.BankFile;

public sealed class BankTextTests
{
    [Theory]
    [InlineData("Anna Muster", "Anna Muster")]
    [InlineData("Müller-Lüdenscheidt", "Muller-Ludenscheidt")]
    [InlineData("Weiß", "Weiss")]
    [InlineData("Nguyễn Văn Đức", "Nguyen Van Duc")]
    [InlineData("Nguye\u0302\u0303n", "Nguyen")]
    [InlineData("İbrahim Şükrü Yıldız", "Ibrahim Sukru Yildiz")]
    [InlineData("Əliyev", "Eliyev")]
    [InlineData("José O’Neill", "Jose O'Neill")]
    [InlineData("ʿAbd ar-Raḥmān", "'Abd ar-Rahman")]
    [InlineData("Владимир Щербаков", "Vladimir Shcherbakov")]
    [InlineData("ОЛЬГА ЩЕРБАКОВА", "OLGA SHCHERBAKOVA")]
    [InlineData("Юлия Я.", "Yuliya Ya.")]
    [InlineData("Αλέξανδρος", "Alexandros")]
    [InlineData("გიორგი მელაძე", "Giorgi Meladze")]
    [InlineData("Արմեն", "Armen")]
    [InlineData("ተክለ ሃይማኖት", "Tekle Haymanot")]
    [InlineData("김민수", "GimMinSu")]
    [InlineData("Ａｎｎａ", "Anna")]
    [InlineData("Straße 1٢۳", "Strasse 123")]
    [InlineData("A \u200f& B\u00a0_ C; [D]", "A + B - C, (D)")]
    [InlineData(" /a//b/ ", "a/b")]
    [InlineData("a  \t b", "a b")]
    [InlineData("Amina – “Mina”", "Amina - 'Mina'")]
    public void A_text_is_written_in_the_banks_letters(string text, string expected)
    {
        Assert.Equal(expected, BankText.Write(text));
        Assert.Null(BankText.Fault(text, 140));
        Assert.True(BankText.IsPlain(expected));
    }

    [Theory]
    [InlineData("أحمد محمد", 1)]
    [InlineData("Ahmed محمد", 7)]
    [InlineData("דוד", 1)]
    [InlineData("王小明", 1)]
    [InlineData("नरेन्द्र", 1)]
    [InlineData("さくら", 1)]
    [InlineData("தமிழ்", 1)]
    [InlineData("Anna 😀", 6)]
    [InlineData("Anna #1", 6)]
    [InlineData("a\u0001", 2)]
    [InlineData("\ud83d", 1)]
    public void What_cannot_be_written_is_refused_and_not_mangled(string text, int at)
    {
        Assert.Null(BankText.Write(text));
        Assert.Equal($"Character {at} cannot be written in the Latin letters that banks read. Give this in Latin letters, as the bank has it.", BankText.Fault(text, 140));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" / ")]
    [InlineData("ь")]
    [InlineData("\u200f")]
    [InlineData("...")]
    public void A_text_without_a_letter_is_none(string text)
    {
        Assert.Null(BankText.Write(text));
        Assert.Equal("No letter or digit is in it.", BankText.Fault(text, 140));
    }

    [Fact]
    public void A_text_that_is_too_long_in_latin_letters_is_not_cut()
    {
        Assert.Null(BankText.Fault(new string('щ', 35), 140));
        Assert.Equal(140, BankText.Write(new string('щ', 35))!.Length);
        Assert.Equal("In the Latin letters that banks read it has 144 characters, and at most 140 are taken. Shorten it as the bank has it.", BankText.Fault(new string('щ', 36), 140));
    }

    [Fact]
    public void Whatever_character_comes_the_text_is_plain_or_refused()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.IsValid(value))
            {
                continue;
            }

            var text = $"A{new Rune(value)}b";
            var plain = BankText.Write(text);
            Assert.True(plain is null ? BankText.Fault(text, 140) is not null : BankText.IsPlain(plain) && BankText.Write(plain) == plain, $"U+{value:X4} becomes '{plain}'");
        }
    }

    [Fact]
    public void Whatever_text_comes_it_is_plain_or_refused_and_plain_text_stays()
    {
        var random = new Random(20261122);
        var pools = new[] { (0x20, 0x7F), (0xA0, 0x250), (0x370, 0x590), (0x1200, 0x1380), (0xAC00, 0xAD00), (0x2000, 0x2070), (0x2F, 0x30) };
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 20); length > 0; length--)
            {
                var (first, end) = pools[random.Next(pools.Length)];
                text.Append(new Rune(random.Next(first, end)));
            }

            if (BankText.Write(text.ToString()) is { } plain)
            {
                Assert.True(BankText.IsPlain(plain), plain);
                Assert.Equal(plain, BankText.Write(plain));
            }
        }
    }
}
