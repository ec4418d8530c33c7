using System.Globalization;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Screening.Names;

/// <summary>
/// Under which keys a person is filed, so that whoever might be the same person is found without comparing everybody: two who share one key are compared. One
/// name and the birth date, day and month in either order; or two names and the year; or two names and the day and month. Kept as keyed hashes only.
/// </summary>
public static class BlockingKeys
{
    /// <summary>The most keys that one person has: each costs two requests to storage.</summary>
    public const int Most = 5;

    private const int MostNames = 3;

    /// <summary>The keys' texts, to be hashed. Each programme has its own, so that rows do not follow people from programme to programme.</summary>
    public static IReadOnlyList<string> Of(PersonalData person, ProgrammeId programme)
    {
        ArgumentNullException.ThrowIfNull(person);
        var given = Skeletons(person.GivenNames);
        var family = Skeletons(person.FamilyName);
        var (low, high) = (Math.Min(person.BirthDate.Day, person.BirthDate.Month), Math.Max(person.BirthDate.Day, person.BirthDate.Month));
        var days = string.Create(CultureInfo.InvariantCulture, $"{low:D2}-{high:D2}");
        var year = person.BirthDate.Year.ToString("D4", CultureInfo.InvariantCulture);
        var pair = string.Join(' ', Pair(given, family).Order(StringComparer.Ordinal));
        return
        [
            .. Telling([.. given, .. family]).Select(name => $"likely|{programme}|name|{name}|{year}-{days}"),
            $"likely|{programme}|year|{pair}|{year}",
            $"likely|{programme}|day|{pair}|{days}",
        ];
    }

    /// <summary>The names that tell people apart best; the very common ones only where there is nothing better.</summary>
    private static IEnumerable<string> Telling(List<string> skeletons)
    {
        var ranked = skeletons.Distinct().OrderBy(Compounds.Common.Contains).ThenByDescending(skeleton => skeleton.Length).ThenBy(skeleton => skeleton, StringComparer.Ordinal).ToList();
        var rare = ranked.Count(skeleton => !Compounds.Common.Contains(skeleton));
        return ranked.Take(Math.Clamp(rare, Math.Min(2, ranked.Count), MostNames));
    }

    private static IEnumerable<string> Pair(List<string> given, List<string> family) =>
        given.Count > 0 && family.Count > 0 ? [given[0], family[0]] : given.Concat(family).Take(2);

    private static List<string> Skeletons(string field) => [.. NameParts.Of(field).Select(part => part.Skeleton)];
}
