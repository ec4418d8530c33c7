using System.Collections.Frozen;

namespace GrantFlow.Domain.Payout.Routes;

/// <summary>
/// Which countries have IBANs and what follows their check digits. Facts of the SWIFT IBAN registry, release 102 of June 2026;
/// a test compares them where the registry is at hand.
/// </summary>
public static class IbanTable
{
    /// <summary>By the IBAN's first two letters, which ISO 3166 does not assign in one case (Kosovo).</summary>
    public static IReadOnlyDictionary<string, IbanForm> Forms { get; } = Read(
        // Country, length, then runs of n digits, a capital letters, c either; neighbouring runs of one kind are one run.
        """
        AD 24 8n12c
        AE 23 19n
        AL 28 8n16c
        AT 20 16n
        AZ 28 4a20c
        BA 20 16n
        BE 16 12n
        BG 22 4a6n8c
        BH 22 4a14c
        BI 27 23n
        BR 29 23n1a1c
        BY 28 4c4n16c
        CH 21 5n12c
        CR 22 18n
        CY 28 8n16c
        CZ 24 20n
        DE 22 18n
        DJ 27 23n
        DK 18 14n
        DO 28 4c20n
        EE 20 16n
        EG 29 25n
        ES 24 20n
        FI 18 14n
        FK 18 2a12n
        FO 18 14n
        FR 27 10n11c2n
        GB 22 4a14n
        GE 22 2a16n
        GI 23 4a15c
        GL 18 14n
        GR 27 7n16c
        GT 28 24c
        HN 28 4a20n
        HR 21 17n
        HU 28 24n
        IE 22 4a14n
        IL 23 19n
        IQ 23 4a15n
        IS 26 22n
        IT 27 1a10n12c
        JO 30 4a4n18c
        KW 30 4a22c
        KZ 20 3n13c
        LB 28 4n20c
        LC 32 4a24c
        LI 21 5n12c
        LT 20 16n
        LU 20 3n13c
        LV 21 4a13c
        LY 25 21n
        MC 27 10n11c2n
        MD 24 20c
        ME 22 18n
        MK 19 3n10c2n
        MN 20 16n
        MR 27 23n
        MT 31 4a5n18c
        MU 30 4a19n3a
        NI 28 4a20n
        NL 18 4a10n
        NO 15 11n
        OM 23 3n16c
        PK 24 4a16c
        PL 28 24n
        PS 29 4a21c
        PT 25 21n
        QA 29 4a21c
        RO 24 4a16c
        RS 22 18n
        RU 33 14n15c
        SA 24 2n18c
        SC 31 4a20n3a
        SD 18 14n
        SE 24 20n
        SI 19 15n
        SK 24 20n
        SM 27 1a10n12c
        SO 23 19n
        ST 25 21n
        SV 28 4a20n
        TL 23 19n
        TN 24 20n
        TR 26 6n16c
        UA 29 6n19c
        VA 22 18n
        VG 24 4a16n
        XK 20 16n
        YE 30 4a4n18c
        """);

    /// <summary>Territories whose accounts have the IBAN of another country.</summary>
    public static IReadOnlyDictionary<string, string> Includes { get; } = Territories("FI AX", "FR GF GP MQ RE PF TF YT NC BL MF PM WF", "GB IM JE GG");

    private static FrozenDictionary<string, IbanForm> Read(string table) => table
        .Split('\n', StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .ToFrozenDictionary(row => row[0], row => new IbanForm(int.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture), Runs(row[2])), StringComparer.Ordinal);

    private static List<(int Count, char Kind)> Runs(string structure)
    {
        var runs = new List<(int, char)>();
        var count = 0;
        foreach (var letter in structure)
        {
            if (char.IsAsciiDigit(letter))
            {
                count = (count * 10) + (letter - '0');
                continue;
            }

            runs.Add((count, letter));
            count = 0;
        }

        return runs;
    }

    private static FrozenDictionary<string, string> Territories(params string[] rows) => rows
        .Select(row => row.Split(' '))
        .SelectMany(row => row.Skip(1).Select(territory => (territory, row[0])))
        .ToFrozenDictionary(one => one.territory, one => one.Item2, StringComparer.Ordinal);
}

/// <summary>What a country's IBANs look like.</summary>
/// <param name="Length">With country and check digits.</param>
/// <param name="Runs">What follows them: n digits, a capital letters, c either.</param>
public sealed record IbanForm(int Length, IReadOnlyList<(int Count, char Kind)> Runs)
{
    /// <summary>Whether each character is of the kind its place asks for.</summary>
    public bool Fits(string bban)
    {
        var at = 0;
        foreach (var (count, kind) in Runs)
        {
            if (!bban.AsSpan(at, count).ContainsOnly(kind))
            {
                return false;
            }

            at += count;
        }

        return at == bban.Length;
    }

    /// <summary>In words: <c>4 letters, 15 digits</c>.</summary>
    public override string ToString() => string.Join(", ", Runs.Select(run => $"{run.Count} {run.Kind switch { 'n' => "digit", 'a' => "letter", _ => "letter or digit" }}{(run.Count == 1 ? "" : run.Kind == 'c' ? " places" : "s")}"));
}
