namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>Why a bank's file is not taken.</summary>
public enum StatementFault
{
    /// <summary>More bytes than a file may have.</summary>
    TooLarge,

    /// <summary>No bytes at all.</summary>
    Empty,

    /// <summary>An encoding that is not taken, or another one than the file says.</summary>
    WrongEncoding,

    /// <summary>A document type declaration: that is where entities and outside files come in.</summary>
    HasDoctype,

    /// <summary>No well-formed XML.</summary>
    NotWellFormed,

    /// <summary>Elements in elements in elements.</summary>
    TooDeep,

    /// <summary>A text or tag of a length no bank needs.</summary>
    TextTooLong,

    /// <summary>More different names, parts or rows than such a file has.</summary>
    TooMany,

    /// <summary>Another kind or version of message.</summary>
    UnknownMessage,

    /// <summary>Not what this kind of message has.</summary>
    NotComplete,
}

/// <summary>A file that is not taken as a whole. The message says what is wrong and what is taken, and repeats nothing of the file.</summary>
public sealed class StatementRefusedException(StatementFault fault, string message) : Exception(message)
{
    /// <summary>Why, by name.</summary>
    public StatementFault Fault { get; } = fault;
}
