namespace GrantFlow.Domain.Ledger.Seals;

/// <summary>What is wrong with a copy of the ledger, or with what it is held against.</summary>
public enum FindingKind
{
    /// <summary>A seal is not the one that its hash names, or does not follow the one before.</summary>
    SealAltered,

    /// <summary>The leaves are not those that were sealed.</summary>
    LeavesAltered,

    /// <summary>The last seal is not the one that was kept elsewhere.</summary>
    OtherSeal,

    /// <summary>A row has another content than was sealed.</summary>
    RowAltered,

    /// <summary>A sealed row is not there.</summary>
    RowMissing,

    /// <summary>A row was never sealed.</summary>
    RowAdded,

    /// <summary>A row is there more often than it was sealed.</summary>
    RowRepeated,

    /// <summary>A row is at another place than it was sealed at.</summary>
    RowMoved,

    /// <summary>A row is of a day of which there is no seal.</summary>
    DayNotSealed,

    /// <summary>A file of a pack is not the one that was packed.</summary>
    FileAltered,
}

/// <summary>The first thing that is wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="Day">On which day.</param>
/// <param name="Row">At which row of the file, the first after the header being 1; null where it is not a row of the file.</param>
/// <param name="Entry">The entry that the row is of; null where none is meant.</param>
/// <param name="Why">In plain words.</param>
public sealed record Finding(FindingKind Kind, DateOnly Day, long? Row, string? Entry, string Why);
