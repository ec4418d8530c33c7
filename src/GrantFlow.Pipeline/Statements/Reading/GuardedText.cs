namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>
/// Text on its way to the XML reader, which holds a tag, an attribute or a CDATA section in memory as a whole: none of them gets longer than
/// <see cref="StatementLimits.Run"/>.
/// </summary>
/// <param name="text">The file.</param>
/// <param name="oneByte">Every byte is a character: those of no letter show that the file is of another encoding.</param>
internal sealed class GuardedText(TextReader text, bool oneByte) : TextReader
{
    private const string Begin = "<![CDATA[";
    private const string End = "]]>";

    private int _run;
    private int _begun;
    private int _ended;
    private bool _cdata;

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        var count = await text.ReadAsync(buffer, cancellationToken);
        Check(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(char[] buffer, int index, int count) => ReadAsync(buffer.AsMemory(index, count)).AsTask();

    public override int Read(char[] buffer, int index, int count) => throw new NotSupportedException("Read this without blocking.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            text.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<char> read)
    {
        foreach (var letter in read)
        {
            if (_cdata)
            {
                // ]]]> ends it as well.
                _ended = letter == End[_ended] ? _ended + 1 : letter == ']' ? _ended : 0;
                _cdata = _ended < End.Length;
            }
            else
            {
                _begun = letter == Begin[_begun] ? _begun + 1 : letter == '<' ? 1 : 0;
                if (_begun == Begin.Length)
                {
                    (_cdata, _begun, _ended) = (true, 0, 0);
                }
            }

            _run = letter == '<' && !_cdata ? 0 : _run + 1;
            if (_run > StatementLimits.Run)
            {
                throw new StatementRefusedException(StatementFault.TextTooLong, $"The file has a text or tag of over {StatementLimits.Run} characters. No bank's file needs that.");
            }

            if (oneByte && letter is >= '\u0080' and <= '\u009F')
            {
                throw new StatementRefusedException(StatementFault.WrongEncoding, "The file says it is ISO-8859-1, but holds bytes that are no letters there. UTF-8, UTF-16 and ISO-8859-1 are taken.");
            }
        }
    }
}
