using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace GrantFlow.Pipeline.Suppliers;

/// <summary>
/// Reads a list in the layout of the United Nations Security Council Consolidated List, entry by entry. No DTD, nothing fetched, every part bounded: the file comes from outside.
/// </summary>
public sealed class ConsolidatedList : IDisposable
{
    /// <summary>The largest file in bytes: 64 MiB, some twenty times the real one.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>The most entries.</summary>
    public const int MostEntries = 100_000;

    /// <summary>The most names in all: they are compared in memory.</summary>
    private const int MostNamesInAll = 300_000;

    private const int MostNames = 200;
    private const int LongestName = 300;
    private const int Deepest = 16;

    /// <summary>The parts of a name in their order.</summary>
    private static readonly string[] NameParts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];

    private readonly XmlReader _reader;
    private readonly IncrementalHash _said = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly char[] _buffer = new char[LongestName];

    /// <param name="file">The file, read as it comes.</param>
    public ConsolidatedList(Stream file) => _reader = XmlReader.Create(file, new XmlReaderSettings
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxBytes,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CloseInput = false,
    });

    /// <summary>When the publisher made it. Known from the first entry on.</summary>
    public DateTimeOffset GeneratedAt { get; private set; }

    /// <summary>The entries, in the file's order.</summary>
    /// <exception cref="UnreadableListException">It is no such list, or more than one may be.</exception>
    public async IAsyncEnumerable<ListedEntry> Entries([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Begin();
        var (count, names) = (0, 0);
        while (await Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_reader is { NodeType: XmlNodeType.Element, Depth: 2, Name: "INDIVIDUAL" or "ENTITY" })
            {
                if (++count > MostEntries)
                {
                    throw new UnreadableListException($"The list has more than {MostEntries} entries.");
                }

                var entry = await Entry();
                names += entry.Names.Count;
                yield return names <= MostNamesInAll ? entry : throw new UnreadableListException($"The list has more than {MostNamesInAll} names.");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _said.Dispose();
    }

    private async Task Begin()
    {
        while (await Next() && _reader.NodeType != XmlNodeType.Element)
        {
        }

        if (_reader.NodeType != XmlNodeType.Element || _reader.Name != "CONSOLIDATED_LIST")
        {
            throw new UnreadableListException("The file is no consolidated list: it does not begin with CONSOLIDATED_LIST.");
        }

        GeneratedAt = DateTimeOffset.TryParse(_reader.GetAttribute("dateGenerated"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw new UnreadableListException("The list does not say when it was made: CONSOLIDATED_LIST needs dateGenerated.");
    }

    private async Task<ListedEntry> Entry()
    {
        var depth = _reader.Depth;
        var isPerson = _reader.Name == "INDIVIDUAL";
        var parts = new string?[NameParts.Length];
        var (reference, dataId) = ("", "");
        var names = new List<string>();
        var isEmpty = _reader.IsEmptyElement;
        while (!isEmpty && await Next() && _reader.Depth > depth)
        {
            await Note(null);
            if (_reader.NodeType != XmlNodeType.Element || _reader.IsEmptyElement)
            {
                continue;
            }

            switch (_reader.Name)
            {
                case "REFERENCE_NUMBER" when _reader.Depth == depth + 1:
                    reference = await Text();
                    break;
                case "DATAID" when _reader.Depth == depth + 1:
                    dataId = await Text();
                    break;
                case "ALIAS_NAME" or "NAME_ORIGINAL_SCRIPT":
                    names.Add(names.Count < MostNames ? await Text() : throw new UnreadableListException($"An entry of the list has more than {MostNames} names."));
                    break;
                case var part when _reader.Depth == depth + 1 && Array.IndexOf(NameParts, part) is >= 0 and var at:
                    parts[at] = await Text();
                    break;
                default:
                    break;
            }
        }

        names.Insert(0, string.Join(' ', parts.Where(part => !string.IsNullOrWhiteSpace(part))));
        var known = names.Where(name => name.Any(char.IsLetterOrDigit)).Distinct().ToList();
        var id = reference.Length > 0 ? reference : dataId;
        var hash = Convert.ToHexStringLower(_said.GetHashAndReset())[..32];
        return id.Length > 0 && known.Count > 0
            ? new ListedEntry(id, known, isPerson, hash)
            : throw new UnreadableListException("An entry of the list has no reference or no name. Ask for the file again; nobody is to be missed.");
    }

    /// <summary>The text of the element that begins here; what is longer than any name is cut.</summary>
    private async Task<string> Text()
    {
        var text = new StringBuilder();
        var depth = _reader.Depth;
        while (await Next() && _reader.Depth > depth)
        {
            await Note(text);
        }

        return text.ToString().Trim();
    }

    /// <summary>Takes what was just read into the entry's hash, and its text into a text that is cut at the longest name.</summary>
    private async Task Note(StringBuilder? text)
    {
        if (_reader.NodeType == XmlNodeType.Element)
        {
            _said.AppendData(Encoding.UTF8.GetBytes($"<{_reader.Depth}:{_reader.Name}>"));
        }
        else if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
        {
            int read;
            while ((read = await Guarded(() => _reader.ReadValueChunkAsync(_buffer, 0, _buffer.Length))) > 0)
            {
                _said.AppendData(MemoryMarshal.AsBytes(_buffer.AsSpan(0, read)));
                text?.Append(_buffer, 0, Math.Min(read, LongestName - text.Length));
            }
        }
    }

    private async Task<bool> Next() =>
        await Guarded(_reader.ReadAsync) is var more && _reader.Depth <= Deepest ? more : throw new UnreadableListException("The list is nested deeper than any such list is.");

    private static async Task<T> Guarded<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (XmlException wrong)
        {
            // Its own words can repeat what stands in the file.
            throw new UnreadableListException(string.Create(CultureInfo.InvariantCulture, $"The list is no XML that is read here (no DTD, one root, complete): see line {wrong.LineNumber}."));
        }
    }
}
