using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Versions;

/// <summary>
/// The version of a row: which of them a host must know to read it. A row without one is version 1. A release that writes what the one before cannot read, or would drop when it writes the row back, writes a higher
/// version into those rows, and into no other: so older hosts stay away from them and from nothing else.
/// </summary>
public static class RowVersion
{
    /// <summary>The property that holds it.</summary>
    public const string Property = "schemaVersion";

    /// <summary>The highest that this release knows, of any row.</summary>
    public const int Present = 1;

    /// <summary>A row's version.</summary>
    public static int Of(Row row) => row.Number(Property) is { } version ? (int)Math.Clamp(version, 1, int.MaxValue) : 1;

    /// <summary>Passes a row that was read, if this release knows its version. Every store does this, so that no reader can forget it.</summary>
    /// <exception cref="LaterReleaseException">It does not.</exception>
    public static Row Check(string table, Row row) => Of(row) <= Present
        ? row
        : throw new LaterReleaseException($"A row of {table} has version {Of(row)}; {Present} is known here. {LaterReleaseException.Remedy}");
}
