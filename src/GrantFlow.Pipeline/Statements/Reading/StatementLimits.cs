namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>How much of anything a bank's file may have. Far above what banks send, far below what hurts.</summary>
public static class StatementLimits
{
    /// <summary>Bytes of a file: 64 MiB.</summary>
    public const long Bytes = 64 * 1024 * 1024;

    /// <summary>What is said of a file with more bytes.</summary>
    public static StatementRefusedException TooLarge() =>
        new(StatementFault.TooLarge, $"The file is over {Bytes / (1024 * 1024)} MiB. Ask the bank for smaller ones, or for one a day.");

    /// <summary>Rows of a file.</summary>
    public const int Rows = 250_000;

    /// <summary>Elements in elements.</summary>
    internal const int Depth = 32;

    /// <summary>Characters from one tag to the next.</summary>
    internal const int Run = 16 * 1024;

    /// <summary>Characters of a text that is looked at; the longest that ISO 20022 has there is 500.</summary>
    internal const int Text = 2_000;

    /// <summary>Elements of one transaction or balance.</summary>
    internal const int Parts = 1_000;

    /// <summary>Different names of elements and attributes.</summary>
    internal const int Names = 2_000;

    /// <summary>Things worth saying of a file.</summary>
    internal const int Findings = 20;
}
