using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Tests.Duplicates;

/// <summary>One application in a made-up register.</summary>
/// <param name="Person">Who really applied.</param>
/// <param name="Like">Whom they resemble: themselves, or a person they share names or a birth date with.</param>
/// <param name="How">In what way.</param>
/// <param name="Language">Of the names.</param>
/// <param name="Data">What the form says.</param>
internal sealed record Entry(int Person, int Like, string How, string Language, PersonalData Data);

/// <summary>
/// Makes registers of people who apply twice, spelt differently, with slips of the pen and of memory, among brothers and sisters, namesakes and strangers. The same seed
/// makes the same register. None of these people exists.
/// </summary>
internal sealed class Register(int seed)
{
    public const string OtherSpelling = "another spelling";
    public const string SlipOfThePen = "another spelling and a slip of the pen";
    public const string NameLeftOut = "another spelling, second name left out";
    public const string NamesSwapped = "another spelling, given and family names exchanged";
    public const string DateSwapped = "another spelling, day and month exchanged";
    public const string DateDigit = "another spelling, one digit of the birth date wrong";
    public const string DateUnknown = "another spelling, birth date 1 January of the year";
    public const string Sibling = "brother or sister";
    public const string Twin = "twin";
    public const string Namesake = "same names, another birth date";
    public const string SameGivenAndDate = "same given name and birth date";

    public static readonly IReadOnlyList<string> Again = [OtherSpelling, SlipOfThePen, NameLeftOut, NamesSwapped, DateSwapped, DateDigit, DateUnknown];
    public static readonly IReadOnlyList<string> Others = [Sibling, Twin, Namesake, SameGivenAndDate];

    private const int PeoplePerLanguage = 60;

    private readonly Random _random = new(seed);
    private readonly List<Entry> _entries = [];

    public static IReadOnlyList<Entry> Of(IReadOnlyList<Spellings> languages, int seed)
    {
        var register = new Register(seed);
        foreach (var language in languages)
        {
            for (var person = 0; person < PeoplePerLanguage; person++)
            {
                register.Enter(language);
            }
        }

        return register._entries;
    }

    private void Enter(Spellings language)
    {
        var who = new Who(Any(language.Given), Chance(40) ? Any(language.Given) : null, Any(language.Family), BirthDate(), CountryOf(language.Language));
        var person = _entries.Count;
        Add(person, "first", language, Write(who) with { DocumentNumber = Chance(60) ? Document() : null });

        var how = Again[_random.Next(100) switch { < 40 => 0, < 52 => 1, < 66 => 2, < 76 => 3, < 84 => 4, < 92 => 5, _ => 6 }];
        who = how == NameLeftOut && who.Second is null ? who with { Second = Any(language.Given) } : who;
        Add(person, how, language, Twice(how, who));

        if (Chance(60))
        {
            var twin = Chance(15);
            Add(person, twin ? Twin : Sibling, language, Write(who with { Given = Other(language.Given, who.Given), BirthDate = twin ? who.BirthDate : who.BirthDate.AddDays(_random.Next(300, 2500)) }), isAnother: true);
        }

        if (Chance(60))
        {
            Add(person, Namesake, language, Write(who with { BirthDate = BirthDate() }), isAnother: true);
        }

        if (Chance(60))
        {
            Add(person, SameGivenAndDate, language, Write(who with { Family = Other(language.Family, who.Family), Second = null }), isAnother: true);
        }
    }

    private PersonalData Twice(string how, Who who)
    {
        var data = Write(how == NameLeftOut ? who with { Second = null } : who);
        data = how switch
        {
            SlipOfThePen when Chance(50) => data with { GivenNames = Mistyped(data.GivenNames) },
            SlipOfThePen => data with { FamilyName = Mistyped(data.FamilyName) },
            NamesSwapped => data with { GivenNames = data.FamilyName, FamilyName = data.GivenNames },
            DateSwapped when who.BirthDate.Day <= 12 => data with { BirthDate = new(who.BirthDate.Year, who.BirthDate.Day, who.BirthDate.Month) },
            DateSwapped or DateDigit => data with { BirthDate = OneDigitOff(who.BirthDate) },
            DateUnknown => data with { BirthDate = new(who.BirthDate.Year, 1, 1) },
            _ => data,
        };

        // The same number would be found as the same document; here it was renewed, or is not at hand.
        return data with { DocumentNumber = Chance(40) ? Document() : null };
    }

    private PersonalData Write(Who who)
    {
        var given = who.Second is { } second ? $"{Any(who.Given)} {Any(second)}" : Any(who.Given);
        var family = Any(who.Family);
        var capitals = Chance(30);
        return new(capitals ? family.ToUpperInvariant() : family, capitals ? given.ToUpperInvariant() : given, who.BirthDate, Chance(60) ? Document() : null, who.Country);
    }

    private void Add(int person, string how, Spellings language, PersonalData data, bool isAnother = false) =>
        _entries.Add(new Entry(isAnother ? _entries.Count : person, person, how, language.Language, data));

    private DateOnly BirthDate()
    {
        var date = new DateOnly(1962, 1, 1).AddDays(_random.Next(46 * 365));
        return Chance(20) ? new(date.Year, 1, 1) : date;
    }

    private DateOnly OneDigitOff(DateOnly date) => _random.Next(3) switch
    {
        0 => date.AddDays(date.Day % 10 is 0 or 9 || date.Day == DateTime.DaysInMonth(date.Year, date.Month) ? -1 : 1),
        1 => date.AddYears(date.Year % 10 < 8 ? 2 : -2),
        _ => date.AddYears(date.Year % 100 < 90 ? 10 : -10),
    };

    /// <summary>A letter left out, doubled, exchanged with the next, or hit beside.</summary>
    private string Mistyped(string name)
    {
        var at = _random.Next(1, Math.Max(2, name.Length - 1));
        return _random.Next(4) switch
        {
            _ when name.Length < 4 => name + name[^1],
            0 => name.Remove(at, 1),
            1 => name.Insert(at, name[at].ToString()),
            2 => name[..at] + name[at + 1] + name[at] + name[(at + 2)..],
            _ => name[..at] + "asdfghjklmnruietbcv"[_random.Next(19)] + name[(at + 1)..],
        };
    }

    private string Document() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"P{_random.Next(10_000_000):D7}");

    private string[] Other(IReadOnlyList<string[]> names, string[] but)
    {
        while (true)
        {
            if (Any(names) is var other && other != but)
            {
                return other;
            }
        }
    }

    private T Any<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    private bool Chance(int percent) => _random.Next(100) < percent;

    private static CountryCode CountryOf(string language) => CountryCode.Parse(language switch { "arabic" => "SD", "persian" => "IR", "pashto" => "AF", "amharic" => "ET", _ => "ER" });

    private sealed record Who(string[] Given, string[]? Second, string[] Family, DateOnly BirthDate, CountryCode Country);
}
