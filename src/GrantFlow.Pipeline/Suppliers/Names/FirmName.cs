using GrantFlow.Pipeline.Screening.Names;

namespace GrantFlow.Pipeline.Suppliers.Names;

/// <summary>A name taken apart once, to be compared with many.</summary>
internal sealed class FirmName
{
    private readonly Lazy<IReadOnlyList<NamePart>> _person;

    public FirmName(string text)
    {
        Text = text;
        Words = FirmWord.Of(text);
        Telling = FirmWord.Telling(Words);
        _person = new(() => NameParts.Of(string.Join(' ', Telling.Select(word => word.Plain))));
    }

    public string Text { get; }

    /// <summary>All but the legal form.</summary>
    public IReadOnlyList<FirmWord> Words { get; }

    /// <summary>Those that say which firm it is; all where none does.</summary>
    public IReadOnlyList<FirmWord> Telling { get; }

    /// <summary>It says what is sold, not who sells.</summary>
    public bool IsCommon => !Telling.Any(word => word.Tells);

    /// <summary>The telling words as parts of a person's name.</summary>
    public IReadOnlyList<NamePart> Person => _person.Value;
}
