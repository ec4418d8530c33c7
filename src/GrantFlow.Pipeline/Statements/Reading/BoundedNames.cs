using System.Xml;

namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>The names of elements and attributes that the XML reader keeps for as long as it reads: as many as such files have, not as many as somebody likes.</summary>
internal sealed class BoundedNames : XmlNameTable
{
    private readonly NameTable _names = new();
    private int _count;

    public override string Add(char[] array, int offset, int length) => _names.Get(array, offset, length) ?? Counted(_names.Add(array, offset, length));

    public override string Add(string array) => _names.Get(array) ?? Counted(_names.Add(array));

    public override string? Get(char[] array, int offset, int length) => _names.Get(array, offset, length);

    public override string? Get(string array) => _names.Get(array);

    private string Counted(string name) => ++_count <= StatementLimits.Names
        ? name
        : throw new StatementRefusedException(StatementFault.TooMany, $"The file has over {StatementLimits.Names} different names of elements and attributes. No bank's file has.");
}
