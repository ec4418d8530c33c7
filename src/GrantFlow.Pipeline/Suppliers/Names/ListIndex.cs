using System.Numerics;
using System.Runtime.InteropServices;
using FuzzySharp;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Pipeline.Screening.Names;

namespace GrantFlow.Pipeline.Suppliers.Names;

/// <summary>
/// A list in memory, by the words of its names, so that a supplier is compared with the few names that have its words and not with all. Words are found by the first or the last two consonants: a
/// slip spares one of the two.
/// </summary>
internal sealed class ListIndex
{
    /// <summary>Below this two words are no spellings of one another.</summary>
    private const int WordsAlike = 60;

    /// <summary>Of names with two words and more that many are alike.</summary>
    private const int WordsShared = 2;

    private readonly List<ListedEntry> _entries = [];
    private readonly List<(FirmName Name, int Entry)> _names = [];
    private readonly Dictionary<(string, bool), Word> _words = [];
    private readonly Dictionary<(char, char, char), List<Word>> _byKey = [];

    /// <summary>Takes one entry in. Not while anybody compares.</summary>
    public void Add(ListedEntry entry)
    {
        _entries.Add(entry);
        foreach (var name in entry.Names.Select(text => new FirmName(text)).Where(name => name.Words.Count > 0))
        {
            _names.Add((name, _entries.Count - 1));
            foreach (var word in WordsOf(name.Telling).Distinct())
            {
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, word, out var exists);
                known ??= new Word(word.Sounds, word.Joined, LettersOf(word.Sounds), []);
                known.Names.Add(_names.Count - 1);
                if (!exists)
                {
                    File(known);
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
            foreach (var (at, shared) in Sharing(own))
            {
                var (name, entry) = _names[at];
                var isPerson = _entries[entry].IsPerson;
                if (shared >= Needed(own, name, isPerson) && FirmLikeness.Of(own, name, isPerson) is >= FirmLikeness.Threshold and var score && score > best.GetValueOrDefault(entry).Score)
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

    /// <summary>Fewer cannot reach the threshold; a person needs two of a longer name.</summary>
    private static int Needed(FirmName own, FirmName listed, bool isPerson) =>
        Math.Min(WordsShared, isPerson ? listed.Telling.Count : Math.Min(listed.IsCommon ? own.Words.Count : own.Telling.Count, listed.Telling.Count));

    /// <summary>Words, and neighbours as one: what one writes apart the other writes together.</summary>
    private static IEnumerable<(string Sounds, bool Joined)> WordsOf(IReadOnlyList<FirmWord> words) =>
        words.Select(word => (word.Sounds, false)).Concat(words.Zip(words.Skip(1), (one, next) => (one.Sounds + next.Sounds, true)));

    /// <summary>Names by how many words are alike; what is written together counts for two.</summary>
    private Dictionary<int, int> Sharing(FirmName own)
    {
        var sharing = new Dictionary<int, int>();
        // A listed name of common words alone is filed under those.
        foreach (var word in WordsOf(own.Telling).Concat(WordsOf(own.Words)).Distinct())
        {
            var seen = new Dictionary<int, int>();
            foreach (var other in Alike(word.Sounds, word.Joined))
            {
                foreach (var name in CollectionsMarshal.AsSpan(other.Names))
                {
                    seen[name] = Math.Max(seen.GetValueOrDefault(name), word.Joined || other.Joined ? WordsShared : 1);
                }
            }

            foreach (var (name, counts) in seen)
            {
                sharing[name] = sharing.GetValueOrDefault(name) + counts;
            }
        }

        return sharing;
    }

    private IEnumerable<Word> Alike(string word, bool isJoined)
    {
        var letters = LettersOf(word);
        return KeysOf(word)
            .SelectMany(key => _byKey.TryGetValue(key, out var words) ? words : [])
            .Where(other => !(isJoined && other.Joined) && CanBeAlike(word, letters, other) && Fuzz.Ratio(word, other.Sounds) >= WordsAlike);
    }

    /// <summary>Letters that only one has, and the difference in length, are the least that has to change; looked at first because it costs nothing.</summary>
    private static bool CanBeAlike(string word, uint letters, Word other) =>
        Math.Max(Math.Abs(word.Length - other.Sounds.Length), BitOperations.PopCount(letters ^ other.Letters)) * 100 <= (100 - WordsAlike) * (word.Length + other.Sounds.Length);

    private static uint LettersOf(string word) => word.Aggregate(0u, (letters, letter) => letters | (1u << (letter & 31)));

    private void File(Word word)
    {
        foreach (var key in KeysOf(word.Sounds))
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

    private sealed record Word(string Sounds, bool Joined, uint Letters, List<int> Names);
}
