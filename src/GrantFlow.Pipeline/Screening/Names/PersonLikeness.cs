using GrantFlow.Domain.Screening;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Screening.Names;

/// <summary>How likely two people on file are one, 0 to 100, with what each part of it says. Measured in <c>docs/duplicates.md</c>.</summary>
public static class PersonLikeness
{
    /// <summary>From here on an officer looks.</summary>
    public const int Threshold = 80;

    private const double NamesCount = 0.65;
    private const double BirthDateCounts = 0.35;
    private const int DocumentSpeaks = 5;

    /// <summary>Compares two people. Both are read in memory; only numbers come out.</summary>
    public static DuplicateScore Of(PersonalData one, PersonalData other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var birthDate = BirthDates.Agreement(one.BirthDate, other.BirthDate);
        var document = Document(one, other);
        if (IdentityText.OfName(one) == IdentityText.OfName(other))
        {
            return new DuplicateScore(100, 100, birthDate, document);
        }

        var names = NameLikeness.Of(PartsOf(one), PartsOf(other)) * 100;
        var total = (names * NamesCount) + (birthDate * BirthDateCounts) + (document switch { null => 0, 0 => -DocumentSpeaks, _ => DocumentSpeaks });
        return new DuplicateScore((int)Math.Round(Math.Clamp(total, 0, 100)), (int)Math.Round(names), birthDate, document);
    }

    private static List<NamePart> PartsOf(PersonalData person) => [.. NameParts.Of(person.GivenNames), .. NameParts.Of(person.FamilyName)];

    /// <summary>Of one country: the same number, one letter off, another. Two countries issue two documents to one person, and nobody needs to have any.</summary>
    private static int? Document(PersonalData one, PersonalData other)
    {
        if (one.DocumentCountry != other.DocumentCountry || IdentityText.OfDocument(one) is not { } first || IdentityText.OfDocument(other) is not { } second)
        {
            return null;
        }

        return first == second ? 100 : first.Length == second.Length && first.Zip(second).Count(pair => pair.First != pair.Second) == 1 ? 80 : 0;
    }
}
