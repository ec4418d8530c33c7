using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Screening.Names;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Duplicates;

/// <summary>What two people's likeness is made of.</summary>
public sealed class PersonLikenessTests
{
    private static readonly DateOnly Born = new(1991, 6, 11);

    [Theory]
    [InlineData("Mohammed Al-Hashimi", "MUHAMMAD EL HACHEMI")]
    [InlineData("Abdul Rahman Bashir", "Bachir Abderrahmane")]
    [InlineData("Abd al-Aziz Haroun", "Abdulaziz Harun")]
    [InlineData("Salah al-Din Bakri", "Salaheddine Bakri")]
    [InlineData("Abu Bakr Idris", "Aboubakar Idriss")]
    [InlineData("Yousef ibn Khalid", "Yusuf Khaled")]
    [InlineData("Gholamreza Qorbani", "Gholam Reza Ghorbani")]
    [InlineData("Najibullah Ahmadzai", "Najib Ullah Ahmad Zai")]
    [InlineData("Zalmai Khan Wardak", "Zalmay Wardak")]
    [InlineData("Gebre Medhin Haile", "Ghebremedhin Hayle")]
    [InlineData("Woldemariam Tsehay", "Walda Mariam Sehai")]
    [InlineData("Yohannes Tesfaye", "Johannes Tesfay")]
    [InlineData("ተስፋይ ገብረሚካኤል", "Tesfay Ghebremichael")]
    [InlineData("ተክለ ሃይማኖት ዮሃንስ", "Teklehaimanot Yohannes")]
    public void One_name_in_two_spellings(string one, string other) => Assert.InRange(Score(Named(one), Named(other)).Names, 78, 100);

    [Theory]
    [InlineData("Mohammed Al-Hashimi", "Ahmed Al-Hashimi")]
    [InlineData("Karim Ahmadi", "Karima Ahmadi")]
    [InlineData("Omar Suleiman", "Amina Suleiman")]
    [InlineData("Tesfay Kidane", "Tekle Kidane")]
    [InlineData("Ali Reza Karimi", "Ali Moradi")]
    [InlineData("محمد علي", "محمد حسن")]
    [InlineData("ተስፋይ ኪዳነ", "ተክለ ኪዳነ")]
    public void Two_names_of_two_people(string one, string other) => Assert.InRange(Score(Named(one), Named(other)).Names, 0, 68);

    [Theory]
    [InlineData("1991-06-11", "1991-06-11", 100)]
    [InlineData("1991-01-01", "1991-01-01", 90)]
    [InlineData("1991-06-11", "1991-11-06", 90)]
    [InlineData("1991-06-11", "1991-06-12", 80)]
    [InlineData("1991-06-30", "1991-07-01", 80)]
    [InlineData("1991-06-11", "1991-06-17", 80)]
    [InlineData("1991-06-21", "1991-06-12", 80)]
    [InlineData("1991-06-11", "1981-06-11", 70)]
    [InlineData("1991-06-11", "1919-06-11", 70)]
    [InlineData("1991-06-11", "1991-01-01", 65)]
    [InlineData("1991-06-11", "1991-09-28", 30)]
    [InlineData("1991-01-01", "1981-01-01", 0)]
    [InlineData("1991-06-11", "1987-02-28", 0)]
    public void Birth_dates_agree_in_percent(string one, string other, int expected)
    {
        var (first, second) = (Named("Robel Kidane") with { BirthDate = Day(one) }, Named("Robel Kidane") with { BirthDate = Day(other) });
        Assert.Equal((expected, expected), (Score(first, second).BirthDate, Score(second, first).BirthDate));
    }

    [Theory]
    [InlineData("P1234567", "p 123-4567", "ER", 100, 5)]
    [InlineData("P1234567", "P1234561", "ER", 80, 5)]
    [InlineData("P1234567", "P7654321", "ER", 0, -5)]
    [InlineData("P1234567", "P7654321", "ET", null, 0)]
    [InlineData("P1234567", null, "ER", null, 0)]
    public void Documents_of_one_country_speak_for_or_against(string one, string? other, string country, int? expected, int difference)
    {
        var (first, second) = (Named("Robel Kidane") with { BirthDate = new(1991, 6, 12) }, Named("Roobel Kidanie"));
        var without = Score(first, second);
        var with = Score(first with { DocumentNumber = one, DocumentCountry = CountryCode.Parse("ER") }, second with { DocumentNumber = other, DocumentCountry = CountryCode.Parse(country) });
        Assert.Equal((expected, Math.Clamp(without.Total + difference, 0, 100)), (with.Document, with.Total));
    }

    [Fact]
    public void The_same_name_and_birth_date_are_a_hundred_whatever_the_documents_say() =>
        Assert.Equal(
            new DuplicateScore(100, 100, 100, 0),
            Score(Named("Robel Kidane") with { DocumentNumber = "A1", DocumentCountry = World.Iraq }, Named("KIDANE, ROBEL") with { DocumentNumber = "B2", DocumentCountry = World.Iraq }));

    [Fact]
    public void Nothing_but_signs_and_very_long_names_are_compared_as_well()
    {
        string[] odd = ["?!", "😀 😀", "ﷺ", new string('a', 100), string.Join(' ', Enumerable.Repeat("ab", 33)), "1 2 3", "አ እ ፚ ፩"];
        foreach (var one in odd)
        {
            Assert.All(odd, other => Assert.InRange(Score(Named(one), Named(other)).Total, 0, 100));
            Assert.InRange(BlockingKeys.Of(Named(one), World.Calais).Count, 2, BlockingKeys.Most);
        }
    }

    [Fact]
    public void Filed_under_the_same_key_are_those_who_share_a_name_and_the_date_or_two_names_and_a_part_of_it()
    {
        var one = Named("Robel Kidane");
        Assert.True(Meet(one, Named("Kidanie Roobel")));
        Assert.True(Meet(one, Named("Robel Moradi") with { BirthDate = new(1991, 11, 6) }));
        Assert.True(Meet(one, one with { BirthDate = new(1991, 1, 1) }));
        Assert.True(Meet(one, one with { BirthDate = new(1987, 6, 11) }));
        Assert.False(Meet(one, one with { BirthDate = new(1987, 6, 12) }));
        Assert.False(Meet(one, Named("Robel Moradi") with { BirthDate = new(1991, 1, 1) }));
        Assert.Empty(BlockingKeys.Of(one, World.Calais).Intersect(BlockingKeys.Of(one, World.Sharded)));
    }

    private static bool Meet(PersonalData one, PersonalData other) => BlockingKeys.Of(one, World.Calais).Intersect(BlockingKeys.Of(other, World.Calais)).Any();

    private static DuplicateScore Score(PersonalData one, PersonalData other) => PersonLikeness.Of(one, other);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The last word is the family name.</summary>
    private static PersonalData Named(string name) => new(name.Split(' ')[^1], string.Join(' ', name.Split(' ')[..^1]), Born, null, null);
}
