using System.Text;
using System.Xml;

namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>An element begins or ends.</summary>
/// <param name="Path">Names from below the message's own element down, with slashes.</param>
/// <param name="IsEnd">It ends.</param>
internal readonly record struct Place(string Path, bool IsEnd);

/// <summary>Goes through a file once, from front to back, and holds no more of it than the part that is looked at.</summary>
internal sealed class XmlWalk : IDisposable
{
    private readonly TextReader _text;
    private readonly XmlReader _reader;
    private readonly CancellationToken _cancellationToken;
    private readonly char[] _chunk = new char[512];
    private readonly Stack<string> _paths = new();
    private string _namespace = "";

    private XmlWalk(TextReader text, CancellationToken cancellationToken)
    {
        _text = text;
        _cancellationToken = cancellationToken;
        _reader = XmlReader.Create(text, new XmlReaderSettings
        {
            Async = true,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = StatementLimits.Bytes,
            MaxCharactersFromEntities = 1,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            NameTable = new BoundedNames(),
        });
    }

    /// <summary>How many rows were read so far, for saying where a file is broken.</summary>
    public int Rows { get; set; }

    /// <exception cref="StatementRefusedException">The file is no text of an encoding that is taken.</exception>
    public static async Task<XmlWalk> Open(Stream file, CancellationToken cancellationToken) => new(await XmlEncoding.Open(file, cancellationToken), cancellationToken);

    public void Dispose()
    {
        _reader.Dispose();
        _text.Dispose();
    }

    /// <summary>The namespace of the document; the message's own element comes next.</summary>
    /// <exception cref="StatementRefusedException">There is no document.</exception>
    public async Task<string> Document()
    {
        while (await Next() && _reader.NodeType != XmlNodeType.Element)
        {
        }

        _namespace = _reader.NamespaceURI;
        return _reader.LocalName == "Document" ? _namespace : "";
    }

    /// <summary>Everything below the message's own element. A part that is taken by <see cref="Take()"/> is not gone through again.</summary>
    public async IAsyncEnumerable<Place> Places()
    {
        while (await Next())
        {
            switch (_reader.NodeType)
            {
                case XmlNodeType.Element when _reader.NamespaceURI != _namespace:
                    // Somebody's own additions say nothing that is known here.
                    await Skip();
                    break;
                case XmlNodeType.Element:
                    var path = _reader.Depth < 2 ? "" : _reader.Depth == 2 ? _reader.LocalName : $"{_paths.Peek()}/{_reader.LocalName}";
                    var isEmpty = _reader.IsEmptyElement;
                    var depth = _reader.Depth;
                    if (!isEmpty)
                    {
                        _paths.Push(path);
                    }

                    yield return new Place(path, IsEnd: false);
                    if (isEmpty)
                    {
                        yield return new Place(path, IsEnd: true);
                    }
                    else if (_reader.NodeType == XmlNodeType.EndElement && _reader.Depth == depth)
                    {
                        _paths.Pop();
                    }

                    break;
                case XmlNodeType.EndElement when _paths.Count > 0:
                    yield return new Place(_paths.Pop(), IsEnd: true);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The element that begins here with all it holds.</summary>
    public Task<Part> Take() => Take(new Budget());

    /// <exception cref="StatementRefusedException">There are more of something than a part may have.</exception>
    public void CheckCount(int count, string what)
    {
        if (count > StatementLimits.Parts)
        {
            throw Refused(StatementFault.TooMany, $"it has over {StatementLimits.Parts} {what}");
        }
    }

    private async Task<Part> Take(Budget budget)
    {
        budget.Spend(this);
        var part = new Part(_reader.LocalName, _reader.GetAttribute("Ccy"));
        if (_reader.IsEmptyElement)
        {
            return part;
        }

        var text = new StringBuilder();
        while (await Next() && _reader.NodeType != XmlNodeType.EndElement)
        {
            switch (_reader.NodeType)
            {
                case XmlNodeType.Element when _reader.NamespaceURI == _namespace:
                    part.Add(await Take(budget));
                    break;
                case XmlNodeType.Element:
                    await Skip();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    await ReadText(text);
                    break;
                default:
                    break;
            }
        }

        part.Text = text.Length == 0 ? null : text.ToString().Trim();
        return part;
    }

    private async Task ReadText(StringBuilder text)
    {
        int count;
        while ((count = await Guarded(() => _reader.ReadValueChunkAsync(_chunk, 0, _chunk.Length))) > 0)
        {
            text.Append(_chunk, 0, count);
            if (text.Length > StatementLimits.Text)
            {
                throw Refused(StatementFault.TextTooLong, $"a text has over {StatementLimits.Text} characters");
            }
        }
    }

    private async Task Skip()
    {
        if (_reader.IsEmptyElement)
        {
            return;
        }

        var depth = _reader.Depth;
        while (await Next() && _reader.Depth > depth)
        {
        }
    }

    private async Task<bool> Next()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var more = await Guarded(_reader.ReadAsync);
        return _reader.Depth <= StatementLimits.Depth ? more : throw Refused(StatementFault.TooDeep, $"over {StatementLimits.Depth} elements lie in each other");
    }

    private async Task<T> Guarded<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (XmlException wrong) when (wrong.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw new StatementRefusedException(StatementFault.HasDoctype, "The file has a document type declaration (DOCTYPE). Banks send none; files with one are not taken.");
        }
        catch (XmlException wrong)
        {
            throw new StatementRefusedException(StatementFault.NotWellFormed, $"The file is broken at line {wrong.LineNumber}, position {wrong.LinePosition}, after row {Rows}: it is no well-formed XML there. Nothing of it was taken.");
        }
        catch (DecoderFallbackException)
        {
            throw Refused(StatementFault.WrongEncoding, "bytes are not of the encoding that the file says");
        }
    }

    private StatementRefusedException Refused(StatementFault fault, string what)
    {
        var at = (IXmlLineInfo)_reader;
        return new(fault, $"The file cannot be taken: {what}, at about line {at.LineNumber}, after row {Rows}. Nothing of it was taken.");
    }

    /// <summary>How many elements one part may still have.</summary>
    private sealed class Budget
    {
        private int _left = StatementLimits.Parts;

        public void Spend(XmlWalk walk)
        {
            if (--_left < 0)
            {
                throw walk.Refused(StatementFault.TooMany, $"one part has over {StatementLimits.Parts} elements");
            }
        }
    }
}
