using System.Runtime.InteropServices;
using FuzzySharp;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Pipeline.Screening.Names;

namespace GrantFlow.Pipeline.Suppliers.Names;

/// <summary>
/// A list in memory, by the words of its names, so that a supplier is compared with the few names that have a word alike and not with all. Words are found by the first or the last two consonants:
/// a slip spares one of the two.
/// </summary>
internal sealed class ListIndex
{
    /// <summary>Below this two words are no spellings of one another.</summary>
    private const int WordsAlike = 60;

    /// <summary>Words longer than the other by more than this reach no such ratio.</summary>
    private const int LongerBy = 3;

    private readonly List<ListedEntry> _entries = [];
    private readonly List<(FirmName Name, int Entry)> _names = [];
    private readonly Dictionary<string, List<int>> _byWord = new(StringComparer.Ordinal);
    private readonly Dictionary<(char, char, char), List<string>> _byKey = [];

    /// <summary>Takes one entry in. Not while anybody compares.</summary>
    public void Add(ListedEntry entry)
    {
        _entries.Add(entry);
        foreach (var name in entry.Names.Select(text => new FirmName(text)).Where(name => name.Words.Count > 0))
        {
            _names.Add((name, _entries.Count - 1));
            foreach (var word in WordsOf(name.Telling).Distinct())
            {
                ref var names = ref CollectionsMarshal.GetValueRefOrAddDefault(_byWord, word, out var known);
                (names ??= []).Add(_names.Count - 1);
                if (!known)
                {
                    File(word);
                }
            }
        }
    }

    /// <summary>Who looks like somebody of these names: each entry once, by the name that is most alike, the most alike first.</summary>
    public IReadOnlyList<SupplierHit> Alike(IEnumerable<string> names)
    {
        var best = new Dictionary<int, (FirmName Name, int Score)>();
        foreach (var own in names.Select(text => new FirmName(text)))
        {
            // A listed name of common words alone is filed under those.
            var words = WordsOf(own.Telling).Concat(WordsOf(own.Words)).Distinct();
            foreach (var at in words.SelectMany(Alike).Distinct().SelectMany(word => _byWord[word]).Distinct())
            {
                var (name, entry) = _names[at];
                var score = FirmLikeness.Of(own, name, _entries[entry].IsPerson);
                if (score >= FirmLikeness.Threshold && score > best.GetValueOrDefault(entry).Score)
                {
                    best[entry] = (name, score);
                }
            }
        }

        return
        [
            .. best.Select(hit => new SupplierHit(_entries[hit.Key].Reference, _entries[hit.Key].Hash, hit.Value.Name.Text, hit.Value.Score))
                .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Reference, StringComparer.Ordinal).DistinctBy(hit => hit.Reference),
        ];
    }

    /// <summary>Words, and neighbours as one: what one writes apart the other writes together.</summary>
    private static IEnumerable<string> WordsOf(IReadOnlyList<FirmWord> words) =>
        words.Select(word => word.Sounds).Concat(words.Zip(words.Skip(1), (one, next) => one.Sounds + next.Sounds));

    private IEnumerable<string> Alike(string word) => KeysOf(word)
        .SelectMany(key => _byKey.TryGetValue(key, out var words) ? words : [])
        .Where(other => word.Length <= other.Length * LongerBy && other.Length <= word.Length * LongerBy && Fuzz.Ratio(word, other) >= WordsAlike);

    private void File(string word)
    {
        foreach (var key in KeysOf(word))
        {
            ref var words = ref CollectionsMarshal.GetValueRefOrAddDefault(_byKey, key, out _);
            (words ??= []).Add(word);
        }
    }

    private static (char, char, char)[] KeysOf(string word) => Skeleton.Of(word) switch
    {
        [] => [],
        [var only] => [('^', only, ' ')],
        [var first, var second] => [('^', first, second), ('$', first, second), ('^', first, ' ')],
        [var first, var second, .., var last] skeleton => [('^', first, second), ('$', skeleton[^2], last)],
    };
}
