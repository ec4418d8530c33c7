using System.Runtime.CompilerServices;
using GrantFlow.Pipeline.Suppliers.Names;

namespace GrantFlow.Pipeline.Tests.Suppliers.Names;

/// <summary>A made-up listed name and a supplier's, of which people have said beforehand whether somebody has to look.</summary>
internal sealed record LabelledPair(bool MustHit, string How, string Listed, string Supplier)
{
    public bool IsPerson => How == "person";

    public int Score => FirmLikeness.Of(new FirmName(Supplier), new FirmName(Listed), IsPerson);

    public static IReadOnlyList<LabelledPair> Read(string list) =>
    [
        .. File.ReadLines(Path.Combine(Path.GetDirectoryName(ThisFile())!, list))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries) is [var label, var listed, var supplier] && label.Split(' ', 2) is [("same" or "other") and var same, var how]
                ? new LabelledPair(same == "same", how, listed, supplier)
                : throw new FormatException(line)),
    ];

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
